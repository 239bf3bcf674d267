import type { Chance } from './chance';

/** Stands before every name: nobody may take an invented person for a real one. */
export const INVENTED = '演示';

const FAMILY = [...'王李张刘陈杨赵黄周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶杜'];
const GIVEN = [...'建国秀英志强桂兰海涛玉梅永军淑芳文斌彩霞红伟小明晓燕振华凤琴宝山雪莲世杰春花立新巧云'];

export function inventedFamilyName(chance: Chance): string {
  return chance.oneOf(FAMILY);
}

export function inventedName(chance: Chance, family = inventedFamilyName(chance)): string {
  const given = chance.oneOf(GIVEN) + (chance.next() < 0.7 ? chance.oneOf(GIVEN) : '');
  return `${INVENTED}${family}${given}`;
}

/** Numbers with 154 have been assigned to nobody; the same one is never given twice. */
export function inventedPhone(number: number): string {
  return `154${String(number).padStart(8, '0')}`;
}
