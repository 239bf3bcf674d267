import { defineRefusals } from '@libs/kernel';

/** Every way in which alerting says no. */
export const refuse = defineRefusals({
  'warning.not-found': { kind: 'not-found', text: { 'zh-CN': '没有该预警。', en: 'There is no such warning.' } },
  'message.not-waiting': {
    kind: 'conflict',
    text: {
      'zh-CN': '该报文不在等待人工决定（{outcome}）。',
      en: 'The message does not wait for a decision of this kind: {outcome}.',
    },
  },
  'message.needs-correction': {
    kind: 'invalid',
    text: {
      'zh-CN': '放行前须由人员给出或确认：{needs}。',
      en: 'Before it is released a person has to supply or confirm: {needs}.',
    },
  },
  'message.correction-unusable': {
    kind: 'invalid',
    text: {
      'zh-CN': '按所给内容仍无法读取该报文（{findings}）。',
      en: 'With what was supplied the message still cannot be used: {findings}.',
    },
  },
  'message.identity-taken': {
    kind: 'conflict',
    text: {
      'zh-CN': '该发布者和标识符已有另一条报文生效，此报文只能拒绝。',
      en: 'Another message of this sender and identifier has taken effect; this one can only be rejected.',
    },
  },
  'feed.not-found': { kind: 'not-found', text: { 'zh-CN': '没有该预警来源。', en: 'There is no such feed.' } },
  'feed.exists': {
    kind: 'conflict',
    text: {
      'zh-CN': '已有同名的来源，或该账号已登记为来源。',
      en: 'There is a feed of this name, or the account is a feed already.',
    },
  },
  'feed.kind-and-source': {
    kind: 'invalid',
    text: {
      'zh-CN': '轮询的来源须有地址，推送的来源须有账号，二者只能取一。',
      en: 'A feed has either an address that is polled or an account that pushes.',
    },
  },
  'feed.secret-in-address': {
    kind: 'invalid',
    text: {
      'zh-CN': '地址中不得含有账号和密码，请使用 credential。',
      en: 'An address must not contain a name and a password; give a credential.',
    },
  },
  'feed.secret-in-the-open': {
    kind: 'invalid',
    text: {
      'zh-CN': '带凭据的来源必须使用 https。',
      en: 'A feed with a credential needs an https address.',
    },
  },
  'message.not-found': { kind: 'not-found', text: { 'zh-CN': '没有该报文。', en: 'There is no such message.' } },
});
