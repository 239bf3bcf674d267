import { defineRefusals } from '@libs/kernel';

/** Every way this service says no. */
export const refuse = defineRefusals({
  'emergency.not-found': {
    kind: 'not-found',
    text: { 'zh-CN': '没有这个灾害过程。', en: 'There is no such emergency.' },
  },
  'emergency.closed': {
    kind: 'conflict',
    text: { 'zh-CN': '灾害过程已结束,不能再更改。', en: 'The emergency is closed and does not change any more.' },
  },
  'warning.not-found': {
    kind: 'not-found',
    text: { 'zh-CN': '没有这条预警,或尚未到达。', en: 'There is no such warning, or it has not arrived yet.' },
  },
  'warning.already-attached': {
    kind: 'conflict',
    text: {
      'zh-CN': '预警已属于灾害过程 {emergencyId},请先移出。',
      en: 'The warning belongs to emergency {emergencyId}; detach it there first.',
    },
  },
  'warning.not-attached': {
    kind: 'conflict',
    text: { 'zh-CN': '预警不属于该灾害过程。', en: 'The warning does not belong to this emergency.' },
  },
  'warning.other-mode': {
    kind: 'conflict',
    text: {
      'zh-CN': '预警模式为 {warning},灾害过程模式为 {emergency},演练与实战不得混合。',
      en: 'The warning is {warning} and the emergency is {emergency}: modes never mix.',
    },
  },
  'closing.already-proposed': {
    kind: 'conflict',
    text: {
      'zh-CN': '已有待决定的结束建议 {proposalId}。',
      en: 'Closing was already proposed and awaits a decision ({proposalId}).',
    },
  },
  'closing.not-found': {
    kind: 'not-found',
    text: { 'zh-CN': '没有这条结束建议。', en: 'There is no such proposal to close.' },
  },
  'closing.already-decided': {
    kind: 'conflict',
    text: { 'zh-CN': '该建议已有决定。', en: 'The proposal was decided already.' },
  },
  'closing.same-person': {
    kind: 'forbidden',
    text: {
      'zh-CN': '建议人不得批准自己的建议,须由另一有权人员决定。',
      en: 'Who proposed it does not decide it: another authorised person must.',
    },
  },
  'closing.no-authority': {
    kind: 'forbidden',
    text: {
      'zh-CN': '结束灾害过程须由以下角色决定:{deciders}。',
      en: 'Closing an emergency is decided by: {deciders}.',
    },
  },
  'closing.content-changed': {
    kind: 'conflict',
    text: {
      'zh-CN': '建议提出后内容已变化,请核对后重新建议。当前内容校验值:{current}。',
      en: 'What was proposed has changed since; look at it and propose again. Content is now {current}.',
    },
  },
});
