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
  'message.not-found': { kind: 'not-found', text: { 'zh-CN': '没有该报文。', en: 'There is no such message.' } },
});
