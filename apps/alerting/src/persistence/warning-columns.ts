import type { Mode } from '@libs/kernel';
import type { Warning } from '../domain/warning';

/** Everything that a warning is stored with beside its state. */
export interface WarningRecord {
  mode: Mode;
  identity: Buffer;
  messageId: string;
  sender: string;
  identifier: string;
  sentAt: string;
  receivedAt: Date;
  msgType: string;
  scope: string;
  severity: string;
  colour?: string;
  content: object;
  area: object;
  /** JSON. */
  geometry: string;
}

const COLUMNS = [
  'id',
  'chain_id',
  'mode',
  'identity',
  'state',
  'state_at',
  'message_id',
  'sender',
  'identifier',
  'sent_at',
  'received_at',
  'msg_type',
  'scope',
  'severity',
  'colour',
  'expires_at',
  'content',
  'area',
  'geometry',
];

/** The insert of a warning whose values come after `offset` other parameters of its statement. */
export function insertWarning(offset: number): string {
  const parameters = COLUMNS.map((_, index) => `$${offset + index + 1}`);
  return `insert into alerting.warnings (${COLUMNS.join(', ')}) values (${parameters.join(', ')})`;
}

/** The values of a warning, in the order of its columns. */
export function valuesOfWarning(warning: Warning, record: WarningRecord, at: Date): unknown[] {
  return [
    warning.id,
    warning.chainId,
    record.mode,
    record.identity,
    warning.state,
    at,
    record.messageId,
    record.sender,
    record.identifier,
    record.sentAt,
    record.receivedAt,
    record.msgType,
    record.scope,
    record.severity,
    record.colour,
    warning.expiresAt,
    JSON.stringify(record.content),
    JSON.stringify(record.area),
    record.geometry,
  ];
}
