import { defineRefusals } from '@libs/kernel';

/** Every way this service says no. */
export const refuse = defineRefusals({
  'emergency.not-found': {
    kind: 'not-found',
    text: { 'zh-CN': '没有这个灾害过程,或尚未到达。', en: 'There is no such emergency, or it has not arrived yet.' },
  },
  'emergency.closed': {
    kind: 'conflict',
    text: {
      'zh-CN': '灾害过程已结束或撤销,不能再开始新的处置。',
      en: 'The emergency is closed or cancelled; nothing begins in it any more.',
    },
  },
  'order.not-found': { kind: 'not-found', text: { 'zh-CN': '没有这道转移命令。', en: 'There is no such order.' } },
  'order.zone-not-here': {
    kind: 'too-early',
    text: {
      'zh-CN': '有 {count} 个危险区或点位尚未到达本服务,请稍后重试。',
      en: '{count} of the zones have not arrived here yet; try again later.',
    },
  },
  'order.zone-withdrawn': {
    kind: 'conflict',
    text: { 'zh-CN': '危险区 {zoneId} 已从台账注销。', en: 'Zone {zoneId} is in the register no more.' },
  },
  'order.ledger-incomplete': {
    kind: 'too-early',
    text: {
      'zh-CN': '危险区 {zoneId} 应有 {expected} 户,本服务仅到达 {here} 户,请稍后重试。',
      en: 'Zone {zoneId} has {expected} households, of which {here} have arrived here; try again later.',
    },
  },
  'order.no-households': {
    kind: 'conflict',
    text: { 'zh-CN': '所选危险区没有登记住户。', en: 'No household is registered in these zones.' },
  },
  'order.household-elsewhere': {
    kind: 'conflict',
    text: {
      'zh-CN': '有 {count} 户已在另一道有效转移命令中({orderId})。',
      en: '{count} of the households are in another open order ({orderId}).',
    },
  },
  'order.same-person': {
    kind: 'forbidden',
    text: { 'zh-CN': '建议人不得决定自己的建议,须由另一人决定。', en: 'Who proposed it does not decide it.' },
  },
  'order.content-changed': {
    kind: 'conflict',
    text: {
      'zh-CN': '建议提出后内容已变化,请核对后重新建议。当前内容校验值:{current}。',
      en: 'What was proposed has changed since; look at it and propose again. Content is now {current}.',
    },
  },
  'order.not-possible-now': {
    kind: 'conflict',
    text: {
      'zh-CN': '转移命令状态为 {state},不能变为 {wanted}。',
      en: 'The order is {state} and cannot become {wanted}.',
    },
  },
  'order.not-in-force': {
    kind: 'conflict',
    text: { 'zh-CN': '转移命令状态为 {state},不在执行中。', en: 'The order is {state}; it is not in force.' },
  },
  'order.not-finished': {
    kind: 'conflict',
    text: {
      'zh-CN': '尚有 {toMove} 户未核实、{moved} 户未返回。',
      en: '{toMove} households are not accounted for and {moved} have not returned.',
    },
  },
  'household.not-found': {
    kind: 'not-found',
    text: { 'zh-CN': '没有这户,或尚未到达。', en: 'There is no such household, or it has not arrived yet.' },
  },
  'household.no-member': {
    kind: 'invalid',
    text: { 'zh-CN': '有 {count} 人不属于该户。', en: '{count} of the persons do not belong to the household.' },
  },
  'household.nobody': { kind: 'invalid', text: { 'zh-CN': '没有写明人员。', en: 'No person is named.' } },
  'movement.not-on-list': {
    kind: 'not-found',
    text: { 'zh-CN': '该户不在转移名单中。', en: 'The household is not on the list of the order.' },
  },
  'movement.not-possible-now': {
    kind: 'conflict',
    text: {
      'zh-CN': '该户状态为 {state},不能变为 {wanted};可变为:{possible}。',
      en: 'The household is {state} and cannot become {wanted}; it can become: {possible}.',
    },
  },
  'movement.return-not-authorised': {
    kind: 'too-early',
    text: { 'zh-CN': '尚未批准返回。', en: 'The return has not been authorised.' },
  },
  'movement.no-destination': {
    kind: 'invalid',
    text: { 'zh-CN': '未写明转移去向。', en: 'It does not say where the household moved to.' },
  },
  'movement.nothing-to-correct': {
    kind: 'conflict',
    text: { 'zh-CN': '更正内容与现状相同。', en: 'The correction says what is recorded already.' },
  },
  'shelter.not-found': {
    kind: 'not-found',
    text: { 'zh-CN': '没有这个避险点,或尚未到达。', en: 'There is no such shelter, or it has not arrived yet.' },
  },
  'shelter.withdrawn': {
    kind: 'conflict',
    text: { 'zh-CN': '避险点已从台账注销。', en: 'The shelter is in the register no more.' },
  },
  'shelter.full': {
    kind: 'conflict',
    text: {
      'zh-CN': '避险点仅余 {free} 个位置,需要 {wanted} 个。',
      en: 'The shelter has {free} free places; {wanted} are needed.',
    },
  },
  'stay.already-checked-in': {
    kind: 'conflict',
    text: { 'zh-CN': '有人员已在避险点登记入住。', en: 'One of the persons is checked in at a shelter already.' },
  },
  'stay.not-found': {
    kind: 'not-found',
    text: { 'zh-CN': '该避险点没有这条入住记录。', en: 'There is no such stay in this shelter.' },
  },
  'stay.ended': { kind: 'conflict', text: { 'zh-CN': '入住已结束。', en: 'The stay has ended already.' } },
  'placement.already-placed': {
    kind: 'conflict',
    text: {
      'zh-CN': '有人员在本灾害过程中已被安置。',
      en: 'One of the persons is placed in this emergency already.',
    },
  },
  'placement.not-found': {
    kind: 'not-found',
    text: { 'zh-CN': '没有这条安置记录。', en: 'There is no such placement.' },
  },
  'placement.ended': { kind: 'conflict', text: { 'zh-CN': '安置已结束。', en: 'The placement has ended already.' } },
});
