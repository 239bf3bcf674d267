import type { LocalText } from '@libs/kernel';

type Words = (values: unknown[]) => LocalText;
const words =
  (en: string, zh: string): Words =>
  () => ({ en, 'zh-CN': zh });
const listed = (value: unknown): string =>
  (Array.isArray(value) ? value : Object.values(value ?? {})).map(String).join(', ');

/** What each constraint of class-validator that we use would accept. */
const WORDS: Record<string, Words> = {
  isDefined: words('a value', '一个值'),
  isNotEmpty: words('a value that is not empty', '非空值'),
  isString: words('text', '文本'),
  isBoolean: words('true or false', 'true 或 false'),
  isInt: words('a whole number', '整数'),
  isNumber: words('a number', '数值'),
  isPositive: words('a number above 0', '大于 0 的数'),
  isArray: words('a list', '列表'),
  isObject: words('an object', '对象'),
  isUuid: words('a UUID', 'UUID'),
  isISO8601: words(
    'an instant in ISO 8601, for example 2026-07-01T08:00:00Z',
    'ISO 8601 时间，例如 2026-07-01T08:00:00Z',
  ),
  isDateString: words(
    'an instant in ISO 8601, for example 2026-07-01T08:00:00Z',
    'ISO 8601 时间，例如 2026-07-01T08:00:00Z',
  ),
  isEmail: words('an e-mail address', '电子邮箱地址'),
  isUrl: words('a URL', '网址'),
  isLatitude: words('a latitude from -90 to 90', '纬度，-90 至 90'),
  isLongitude: words('a longitude from -180 to 180', '经度，-180 至 180'),
  nestedValidation: words('an object of the documented form', '符合文档格式的对象'),
  arrayUnique: words('a list without repetition', '无重复项的列表'),
  arrayNotEmpty: words('a list with at least one item', '至少一项的列表'),
  min: ([least]) => ({ en: `at least ${least}`, 'zh-CN': `不小于 ${least}` }),
  max: ([most]) => ({ en: `at most ${most}`, 'zh-CN': `不大于 ${most}` }),
  minLength: ([least]) => ({ en: `at least ${least} characters`, 'zh-CN': `至少 ${least} 个字符` }),
  maxLength: ([most]) => ({ en: `at most ${most} characters`, 'zh-CN': `最多 ${most} 个字符` }),
  isLength: ([least, most]) => ({ en: `${least} to ${most} characters`, 'zh-CN': `${least} 至 ${most} 个字符` }),
  arrayMinSize: ([least]) => ({ en: `at least ${least} items`, 'zh-CN': `至少 ${least} 项` }),
  arrayMaxSize: ([most]) => ({ en: `at most ${most} items`, 'zh-CN': `最多 ${most} 项` }),
  isIn: ([values]) => ({ en: `one of ${listed(values)}`, 'zh-CN': `以下之一：${listed(values)}` }),
  isEnum: ([values]) => ({ en: `one of ${listed(values)}`, 'zh-CN': `以下之一：${listed(values)}` }),
  equals: ([value]) => ({ en: String(value), 'zh-CN': String(value) }),
  matches: ([pattern]) => ({ en: `text of the form ${String(pattern)}`, 'zh-CN': `符合 ${String(pattern)} 的文本` }),
};

/**
 * What a constraint would accept, in both languages. A constraint with a message of its own, written `English｜中文`,
 * says that instead.
 */
export function acceptedBy(constraint: string, values: unknown[], message: string): LocalText {
  const [en, zh] = message.split('｜');
  if (en && zh) return { en, 'zh-CN': zh };
  return WORDS[constraint]?.(values) ?? { en: message, 'zh-CN': message };
}
