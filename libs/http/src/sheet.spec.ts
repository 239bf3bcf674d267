import type { FastifyRequest } from 'fastify';
import { defineRefusals, DomainRefusal } from '@libs/kernel';
import { sheetAnswer, type SheetResult } from './sheet';

const refuse = defineRefusals({
  'row.bad': { kind: 'invalid', text: { 'zh-CN': '第 {n} 行有误。', en: 'Row {n} is bad.' } },
});
function refused(row: number): SheetResult {
  try {
    return refuse('row.bad', { n: row });
  } catch (error) {
    return { row, refused: error as DomainRefusal };
  }
}
const asked = (language: string) => ({ headers: { 'accept-language': language } }) as unknown as FastifyRequest;

it('each row of a sheet is answered, a refused one in the language of the request', () => {
  const results = [{ row: 0, id: 'a' }, refused(1)];
  expect(sheetAnswer(results, asked('en')).results).toEqual([
    { row: 0, id: 'a' },
    { row: 1, refused: { code: 'row.bad', detail: 'Row 1 is bad.' } },
  ]);
  expect(sheetAnswer(results, asked('zh-CN')).results[1]!.refused!.detail).toBe('第 1 行有误。');
});
