import type { LocalText } from '@libs/kernel';

/** What this service, unlike the judge of a single document, can find: it knows the other messages. */
export const SERVICE_FINDINGS = {
  'alerting.foreign-reference': {
    severity: 'hold',
    path: '/alert/references',
    text: {
      'zh-CN': '报文更新或解除的是其他单位的预警，须由人员决定。',
      en: 'The message updates or cancels a warning of another office; a person has to decide.',
    },
  },
  'alerting.same-identity-other-bytes': {
    severity: 'hold',
    path: '/alert/identifier',
    text: {
      'zh-CN': '同一发布者和标识符的报文已收到过，内容不同。已留存，不产生作用。',
      en: 'A message of this sender and identifier was received before, with other bytes. It is kept and has no effect.',
    },
  },
  'alerting.named-warning-awaited': {
    severity: 'info',
    path: '/alert/references',
    text: {
      'zh-CN': '所引用的预警尚未收到，收到后将自动对应。',
      en: 'A warning that it names has not arrived yet; the two are matched when it does.',
    },
  },
  'alerting.named-warning-ended': {
    severity: 'info',
    path: '/alert/references',
    text: {
      'zh-CN': '所引用的预警已不在有效状态。',
      en: 'A warning that it names was no longer in force.',
    },
  },
  'alerting.released-by-person': {
    severity: 'info',
    path: '/alert',
    text: {
      'zh-CN': '报文经人员决定放行。',
      en: 'The message was released by a person.',
    },
  },
  'alerting.signature-required': {
    severity: 'hold',
    path: '/alert/Signature',
    text: {
      'zh-CN': '该来源的报文必须有可信的签名，须由人员决定。',
      en: 'Messages of this source have to carry a signature that can be relied on; a person has to decide.',
    },
  },
  'alerting.signature-preferred': {
    severity: 'warning',
    path: '/alert/Signature',
    text: {
      'zh-CN': '该来源的报文应有可信的签名。',
      en: 'Messages of this source should carry a signature that can be relied on.',
    },
  },
} as const satisfies Record<string, { severity: 'info' | 'warning' | 'hold'; path: string; text: LocalText }>;

export type ServiceFindingCode = keyof typeof SERVICE_FINDINGS;

/** The finding as messages keep it, beside those of the judge. */
export function serviceFinding(code: ServiceFindingCode) {
  return { code, ...SERVICE_FINDINGS[code] };
}
