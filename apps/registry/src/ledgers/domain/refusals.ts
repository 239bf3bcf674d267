import { defineRefusals } from '@libs/kernel';

/** Every way the ledgers say no. */
export const refuse = defineRefusals({
  'import.not-found': { kind: 'not-found', text: { 'zh-CN': '没有这次导入。', en: 'There is no such import.' } },
  'import.empty': {
    kind: 'invalid',
    text: {
      'zh-CN': '文件为空:须有表头和至少一行数据。',
      en: 'The file is empty: a header and at least one row are needed.',
    },
  },
  'record.not-found': { kind: 'not-found', text: { 'zh-CN': '台账中没有该记录。', en: 'There is no such record.' } },
});
