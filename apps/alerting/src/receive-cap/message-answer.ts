import type { Language } from '@libs/http';
import { currentContext } from '@libs/observability';
import type { StoredFinding } from '../persistence/message.repository';
import type { JudgedMessage } from './conclude-message';
import type { Received } from './receive-cap';

/** The verdict on a message, as senders get it. */
export interface MessageAnswer {
  messageId: string;
  receivedAt: string;
  /** How often these bytes have been delivered. */
  deliveries: number;
  verdict: string;
  outcome: string;
  mode: string;
  warningId?: string;
  findings: StoredFinding[];
  /** For a feed or another container: what became of each alert inside. */
  alerts?: MessageAnswer[];
}

/** RFC 9457 with the findings beside it. */
export interface MessageProblem {
  type: string;
  title: string;
  status: 409 | 422;
  detail: string;
  code: 'message.rejected' | 'message.conflict';
  instance: string;
  correlationId: string;
  messageId: string;
  /** Of the document by itself; a conflict may be a good document. */
  verdict: string;
  findings: StoredFinding[];
}

const SAID = {
  'message.rejected': {
    status: 422,
    title: { 'zh-CN': '报文被拒收', en: 'The message is rejected' },
    detail: {
      'zh-CN': '报文已留存，但不可信或不是 CAP；原因见 findings。',
      en: 'The message is stored but it is not CAP or not to be trusted; the findings say why.',
    },
  },
  'message.conflict': {
    status: 409,
    title: { 'zh-CN': '同一标识，内容不同', en: 'The same identity with other bytes' },
    detail: {
      'zh-CN': '该发布者和标识符的报文已收到过，内容不同。已留存并告警，不产生作用。',
      en: 'A message of this sender and identifier was received before, with other bytes. It is stored, an alarm is raised, and it has no effect.',
    },
  },
} as const;

export function messageAnswer(message: JudgedMessage): MessageAnswer {
  const { id, receivedAt, deliveries, judged, parts } = message;
  const { verdict, outcome, mode, warningId, findings } = judged;
  return {
    messageId: id,
    receivedAt: receivedAt.toISOString(),
    deliveries,
    verdict,
    outcome,
    mode,
    ...(warningId ? { warningId } : {}),
    findings,
    ...(parts ? { alerts: parts.map(messageAnswer) } : {}),
  };
}

/** The problem that a rejected or conflicting message is answered with, the first time and every time. */
export function problemOfMessage(
  message: Received,
  language: Language,
  request: { url: string },
): MessageProblem | undefined {
  const { outcome, verdict, findings } = message.judged;
  if (outcome !== 'rejected' && outcome !== 'conflict') return undefined;
  const code = `message.${outcome}` as const;
  const { status, title, detail } = SAID[code];
  return {
    type: `urn:fenghuo:problem:${code}`,
    title: title[language],
    status,
    detail: detail[language],
    code,
    instance: request.url.split('?', 1)[0] as string,
    correlationId: currentContext()?.correlationId ?? '',
    messageId: message.id,
    verdict,
    findings,
  };
}
