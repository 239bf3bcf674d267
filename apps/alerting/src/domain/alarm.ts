import type { LocalText } from '@libs/kernel';

/** What is wrong with what this service hears, and a person has to look at. */
export type AlarmKind = 'feed-silent' | 'conflict' | 'signature-failed' | 'certificate-runs-out';

/** Findings that say: this signature proves nothing, although somebody wanted it to. */
export const SIGNATURE_ALARMS = [
  'cap.signature-tampered',
  'cap.signature-covers-another',
  'cap.signature-damaged',
  'cap.signature-unverifiable',
  'cap.signature-outside-validity',
  'alerting.signature-required',
];

/** Rule data: `rules/alerting-alarms/`. */
export interface AlarmRules {
  /** Days before the end of a trusted certificate at which somebody is told. */
  certificateDays: number[];
  /** Hours for which a signature that failed is an alarm: nobody can mend a message that was sent. */
  signatureFailedHours: number;
}

const TEXTS: Record<AlarmKind, LocalText> = {
  'feed-silent': {
    'zh-CN': '来源“{name}”长时间无法联系，可能漏收预警。',
    en: 'Feed "{name}" has not been heard of for too long; warnings may be missing.',
  },
  conflict: {
    'zh-CN': '“{name}”的同一标识出现了不同内容，未产生作用，请核实。',
    en: 'One identity of "{name}" came with other bytes; it has no effect. Find out which is right.',
  },
  'signature-failed': {
    'zh-CN': '“{name}”的一份报文签名不成立或不能证明发布者。',
    en: 'A signature of "{name}" does not hold, or does not prove who sent the message.',
  },
  'certificate-runs-out': {
    'zh-CN': '可信证书“{name}”将在 {days} 天内到期，请更换。',
    en: 'The trusted certificate "{name}" runs out within {days} days; replace it.',
  },
};
const HAS_RUN_OUT: LocalText = {
  'zh-CN': '可信证书“{name}”已到期，其签名不再可信。',
  en: 'The trusted certificate "{name}" has run out; what it signs is not trusted any more.',
};

/** What an alarm says, in both languages. */
export function alarmText(kind: AlarmKind, name: string, days?: number): LocalText {
  const texts = days === 0 ? HAS_RUN_OUT : TEXTS[kind];
  const said = (text: string) => text.replace('{days}', String(days)).replace('{name}', () => name);
  return { 'zh-CN': said(texts['zh-CN']), en: said(texts.en) };
}
