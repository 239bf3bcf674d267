import { defineRefusals } from '@libs/kernel';

/** Every way in which alerting says no. */
export const refuse = defineRefusals({
  'warning.not-found': { kind: 'not-found', text: { 'zh-CN': '没有该预警。', en: 'There is no such warning.' } },
  'message.not-found': { kind: 'not-found', text: { 'zh-CN': '没有该报文。', en: 'There is no such message.' } },
});
