import { THREAD_SENTENCES } from './thread-sentences.js';

export { TEXTS } from './texts.js';

/** One sentence per fact. A fact may have variants, told apart by a word of its data. */
export const SENTENCES = {
  ...THREAD_SENTENCES,
  'alerting.warning-issued': {
    by: 'msgType',
    Alert: { 'zh-CN': '{office}发布预警：{headline}', en: '{office} issued a warning: {headline}' },
    Update: { 'zh-CN': '{office}更新预警：{headline}', en: '{office} updated a warning: {headline}' },
  },
  'alerting.warning-cancelled': {
    'zh-CN': '发布单位解除预警：{headline}{note}',
    en: 'The office cancelled a warning: {headline}{note}',
  },
  'alerting.message-decided': {
    by: 'decision',
    released: {
      'zh-CN': '{name}放行待人工的报文：{headline}。理由：{reason}',
      en: '{name} released a held message: {headline}. Reason: {reason}',
    },
    rejected: {
      'zh-CN': '{name}拒绝待人工的报文：{headline}。理由：{reason}',
      en: '{name} rejected a held message: {headline}. Reason: {reason}',
    },
  },
  'alerting.warning-expired': { 'zh-CN': '预警到期：{headline}', en: 'A warning ran out: {headline}' },
  'response.emergency-opened': {
    'zh-CN': '灾害过程开启，依据：{reason}',
    en: 'Emergency opened, by {reason}',
  },
  'response.warning-attached': {
    by: 'how',
    opened: { 'zh-CN': '本过程由该预警触发：{headline}', en: 'This warning opened the emergency: {headline}' },
    'hazard-and-place': {
      'zh-CN': '预警并入本过程（灾种相同、区域重叠）：{headline}',
      en: 'Warning attached (same hazard, overlapping divisions): {headline}',
    },
    reference: {
      'zh-CN': '预警并入本过程（引用已并入的预警）：{headline}',
      en: 'Warning attached (refers to one already attached): {headline}',
    },
    person: {
      'zh-CN': '{name}将预警并入本过程：{headline}。理由：{reason}',
      en: '{name} attached a warning: {headline}. Reason: {reason}',
    },
  },
  'response.warning-detached': {
    'zh-CN': '{name}将预警移出本过程：{headline}。理由：{reason}',
    en: '{name} detached a warning: {headline}. Reason: {reason}',
  },
  'response.warning-lapsed': {
    by: 'lapse',
    cancelled: {
      'zh-CN': '预警已解除，尚有 {inForceLeft} 条生效，请研判后续措施：{headline}',
      en: 'A warning was cancelled, {inForceLeft} still in force; decide what follows: {headline}',
    },
    expired: {
      'zh-CN': '预警已到期，尚有 {inForceLeft} 条生效，请研判后续措施：{headline}',
      en: 'A warning ran out, {inForceLeft} still in force; decide what follows: {headline}',
    },
    replaced: {
      'zh-CN': '预警已被更新替代，尚有 {inForceLeft} 条生效：{headline}',
      en: 'A warning was replaced by an update, {inForceLeft} still in force: {headline}',
    },
  },
  'response.closing-proposed': {
    'zh-CN': '{name}建议结束本过程，待另一有权人员决定。理由：{reason}',
    en: '{name} proposed to close the emergency; another authorised person decides. Reason: {reason}',
  },
  'response.closing-declined': {
    'zh-CN': '{name}未批准结束，过程继续。理由：{reason}',
    en: '{name} declined to close; the emergency stays open. Reason: {reason}',
  },
  'response.emergency-closed': {
    'zh-CN': '{name}批准结束本过程。理由：{reason}',
    en: '{name} approved the closing; the emergency is over. Reason: {reason}',
  },
};

/** What a person has to do something about; marked on the timeline. */
export const ASKS_A_PERSON = new Set([
  'response.warning-lapsed',
  'response.closing-proposed',
  'response.level-proposed',
  'resettlement.evacuation-proposed',
]);
