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
  'emergency.cancelled': {
    kind: 'conflict',
    text: { 'zh-CN': '灾害过程已撤销,不能再更改。', en: 'The emergency was cancelled and does not change any more.' },
  },
  'emergency.level-active': {
    kind: 'conflict',
    text: {
      'zh-CN': '应急响应尚未终止({levels}),请先终止。',
      en: 'A response level is still active ({levels}); end it first.',
    },
  },
  'emergency.other-mode': {
    kind: 'conflict',
    text: {
      'zh-CN': '情况模式为 {found},灾害过程模式为 {emergency},演练与实战不得混合。',
      en: 'What happened is {found} and the emergency is {emergency}: modes never mix.',
    },
  },
  'fact.is-counted': {
    kind: 'invalid',
    text: {
      'zh-CN': '“{metric}”由系统逐条统计,不能填报总数。',
      en: '"{metric}" is counted from single facts and cannot be declared.',
    },
  },
  'fact.unknown-metric': {
    kind: 'invalid',
    text: {
      'zh-CN': '适用的预案没有“{metric}”这一指标,可填报:{known}。',
      en: 'No plan for this emergency speaks of "{metric}"; it may be one of: {known}.',
    },
  },
  'fact.other-unit': {
    kind: 'invalid',
    text: {
      'zh-CN': '“{metric}”的单位应为 {accepted},不是 {unit}。',
      en: 'The unit of "{metric}" is {accepted}, not {unit}.',
    },
  },
  'fact.outside-emergency': {
    kind: 'invalid',
    text: {
      'zh-CN': '{divisionCode} 不在灾害过程范围内({divisions})。',
      en: '{divisionCode} is not among the divisions of the emergency ({divisions}).',
    },
  },
  'fact.in-future': {
    kind: 'invalid',
    text: { 'zh-CN': '发生时间 {happenedAt} 尚未到来。', en: '{happenedAt} lies in the future.' },
  },
  'level.proposal-not-found': {
    kind: 'not-found',
    text: { 'zh-CN': '没有这条响应建议。', en: 'There is no such proposed level.' },
  },
  'level.activation-not-found': {
    kind: 'not-found',
    text: { 'zh-CN': '没有这次应急响应。', en: 'There is no such activation.' },
  },
  'level.plan-gone': {
    kind: 'conflict',
    text: {
      'zh-CN': '规则数据中已没有预案“{plan}”,无法判定权限。',
      en: 'The rule data have no plan "{plan}" any more, so nobody is known to have the authority.',
    },
  },
  'level.already-endorsed': {
    kind: 'conflict',
    text: { 'zh-CN': '该建议已核签。', en: 'The proposal was endorsed already.' },
  },
  'level.already-decided': {
    kind: 'conflict',
    text: {
      'zh-CN': '该建议已有结果({state}),请查看最新建议。',
      en: 'The proposal awaits nothing any more ({state}); look at the newest one.',
    },
  },
  'level.not-endorsed': {
    kind: 'conflict',
    text: { 'zh-CN': '该建议尚未核签,不能批准。', en: 'The proposal was not endorsed yet and cannot be approved.' },
  },
  'level.same-person': {
    kind: 'forbidden',
    text: {
      'zh-CN': '核签人不得决定自己核签的建议,须由另一有权人员决定。',
      en: 'Who endorsed it does not decide it: another authorised person must.',
    },
  },
  'level.no-authority': {
    kind: 'forbidden',
    text: {
      'zh-CN': '按预案须由以下角色办理:{roles}。',
      en: 'By the plan this is for: {roles}.',
    },
  },
  'level.content-changed': {
    kind: 'conflict',
    text: {
      'zh-CN': '所见内容与建议不符,请核对后重试。建议内容校验值:{current}。',
      en: 'What was looked at is not what is proposed; look at it again. The proposal is {current}.',
    },
  },
  'level.figures-fell': {
    kind: 'conflict',
    text: {
      'zh-CN': '数据更正后已不满足{level}级条件,不能批准,可不予批准。',
      en: 'Figures were corrected and do not cross level {level} any more: it may be declined, not approved.',
    },
  },
  'level.not-higher': {
    kind: 'conflict',
    text: {
      'zh-CN': '已启动{active}级响应,不低于建议的{level}级。',
      en: 'Level {active} is active already, and {level} is not above it.',
    },
  },
  'level.same-level': {
    kind: 'conflict',
    text: { 'zh-CN': '当前已是{level}级。', en: 'The level is {level} already.' },
  },
  'level.ended': {
    kind: 'conflict',
    text: { 'zh-CN': '该应急响应已终止。', en: 'The activation has ended.' },
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
