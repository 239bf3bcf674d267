import { MalformedEvent } from '@libs/events';
import { MODES, type Mode } from '@libs/kernel';
import { childTraceparent, type MessageContext } from '@libs/observability';

/** Headers on the wire: CloudEvents in binary mode, and W3C trace context. */
export type WireHeaders = Record<string, string>;

/** A message as a transport hands it over. `payload` is null for a tombstone. */
export interface WireMessage {
  topic: string;
  key: string;
  payload: unknown;
  headers: WireHeaders;
  /** Why the payload could not be read, where it could not. */
  unreadable?: string;
}

/** What a handler learns of an event beside its data. */
export interface EventEnvelope {
  id: string;
  type: string;
  topic: string;
  key: string;
  /** When it happened: the time of the commit's transaction. */
  time: Date;
  mode: Mode;
  correlationId: string;
  causationId?: string;
  emergencyId?: string;
}

/** Facts about an event that its producer's outbox puts into the headers. */
export interface Sent {
  id: string;
  type: string;
  service: string;
  key: string;
  time: Date;
  mode: Mode;
  correlationId: string;
  causationId?: string;
  emergencyId?: string;
  traceparent: string;
}

export function headersOf(sent: Sent): WireHeaders {
  return {
    ce_specversion: '1.0',
    ce_id: sent.id,
    ce_type: sent.type,
    ce_source: `/fenghuo/${sent.service}`,
    ce_subject: sent.key,
    ce_time: sent.time.toISOString(),
    ce_mode: sent.mode,
    ce_correlationid: sent.correlationId,
    ...(sent.causationId ? { ce_causationid: sent.causationId } : {}),
    ...(sent.emergencyId ? { ce_emergencyid: sent.emergencyId } : {}),
    'content-type': 'application/json',
    traceparent: sent.traceparent,
  };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** @throws MalformedEvent when the headers do not say what the message is. */
export function envelopeOf({ topic, key, headers, unreadable }: WireMessage): EventEnvelope {
  if (unreadable) throw new MalformedEvent(unreadable);
  const { ce_id: id = '', ce_type: type = '', ce_mode: mode, ce_time: time = '' } = headers;
  if (!UUID.test(id)) throw new MalformedEvent(`ce_id "${id}" is not a UUID`);
  if (!type) throw new MalformedEvent('ce_type is missing');
  const known = MODES.find((one) => one === mode);
  if (!known) throw new MalformedEvent(`ce_mode "${mode}" is none of ${MODES.join(', ')}`);
  const at = new Date(time);
  if (Number.isNaN(at.getTime())) throw new MalformedEvent(`ce_time "${time}" is not an instant`);
  return {
    id,
    type,
    topic,
    key,
    time: at,
    mode: known,
    correlationId: headers.ce_correlationid ?? id,
    ...(headers.ce_causationid ? { causationId: headers.ce_causationid } : {}),
    ...(headers.ce_emergencyid ? { emergencyId: headers.ce_emergencyid } : {}),
  };
}

/** The context that a handler of the event works in: what it publishes is caused by this event. */
export function contextOf(envelope: EventEnvelope, headers: WireHeaders): MessageContext {
  return {
    correlationId: envelope.correlationId,
    causationId: envelope.id,
    traceparent: childTraceparent(headers.traceparent),
    mode: envelope.mode,
    ...(envelope.emergencyId ? { emergencyId: envelope.emergencyId } : {}),
  };
}
