import { defineRefusals } from '@libs/kernel';

/** Every way in which accounts say no. */
export const refuse = defineRefusals({
  'account.not-found': { kind: 'not-found', text: { en: 'There is no such account.', 'zh-CN': '没有该账号。' } },
  'account.username-taken': {
    kind: 'conflict',
    text: { en: 'Another account has this name or number.', 'zh-CN': '该账号名或手机号已被使用。' },
  },
  'account.outside-division': {
    kind: 'forbidden',
    text: {
      en: 'You administer {yours} and below; this belongs to {found}.',
      'zh-CN': '您只能管理 {yours} 及其下级，该账号属于 {found}。',
    },
  },
  'account.last-administrator': {
    kind: 'conflict',
    text: {
      en: 'This is the last administrator for {division}; appoint another one first.',
      'zh-CN': '这是 {division} 的最后一名管理员，请先指定另一名管理员。',
    },
  },
  'account.weak-password': {
    kind: 'invalid',
    text: {
      en: 'A password needs at least {accepted} characters, several different ones, and must not contain the account name.',
      'zh-CN': '密码至少 {accepted} 个字符，不得由少数字符重复组成，且不得包含账号名。',
    },
  },
  'session.wrong-credentials': {
    kind: 'unauthenticated',
    text: { en: 'The account or the password is wrong.', 'zh-CN': '账号或密码错误。' },
  },
});
