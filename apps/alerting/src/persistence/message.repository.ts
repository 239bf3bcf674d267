import { Injectable } from '@nestjs/common';
import type { Mode } from '@libs/kernel';
import { Database, type Transaction } from '@libs/persistence';
import type { SignaturePolicy } from '../domain/signature-policy';
import { insertWarning } from './warning-columns';

export type MessageVerdict = 'accepted' | 'accepted-with-warnings' | 'held' | 'rejected' | 'partly-accepted' | 'index';

/** What became of a message. */
export type MessageOutcome =
  'warning' | 'ending' | 'container' | 'kept' | 'held' | 'rejected' | 'conflict' | 'duplicate';

export interface StoredFinding {
  code: string;
  path: string;
  severity: string;
  found?: string;
  expected?: string;
  repaired?: string;
  text: { 'zh-CN': string; en: string };
}

/** What is known about a message once it is judged. */
export interface Conclusion {
  verdict: MessageVerdict;
  outcome: MessageOutcome;
  mode: Mode;
  findings: StoredFinding[];
  sender?: string;
  identifier?: string;
  status?: string;
  msgType?: string;
  sentAt?: Date;
  headline?: string;
  /** Key of its identity, where it could be read. */
  identity?: Buffer;
  /** False when another message has the identity already, or when this one counts for nothing. */
  ownsIdentity: boolean;
  /** Hash of what it says, whatever bytes said it. */
  contentSha256?: Buffer;
  warningId?: string;
}

/** A message as far as an answer needs it. */
export interface StoredMessage {
  id: string;
  receivedAt: Date;
  deliveries: number;
  /** What its source is asked for, where it is known as a feed. */
  signaturePolicy?: SignaturePolicy;
  /** Undefined until it is judged. */
  judged?: Pick<Conclusion, 'verdict' | 'outcome' | 'mode' | 'findings' | 'warningId'>;
}

interface Row {
  id: string;
  received_at: Date;
  deliveries: number;
  verdict: MessageVerdict | null;
  outcome: MessageOutcome | null;
  mode: Mode | null;
  findings: StoredFinding[] | null;
  warning_id: string | null;
  signature_policy?: SignaturePolicy | null;
}

/** The policy of the source that a message is received by. */
const POLICY = '(select signature_policy from alerting.feeds where source = received_by)';
const COLUMNS = 'id, received_at, deliveries, verdict, outcome, mode, findings, warning_id';

// Named statements: they are run for every message, and planned once for each connection.
const STORE = {
  name: 'alerting.message.store',
  text: `insert into alerting.cap_messages (id, sha256, bytes, content_type, received_at, last_received_at, received_by)
     values ($1, $2, $3, $4, $5, $5, $6)
     on conflict (sha256) do update
       set deliveries = cap_messages.deliveries + 1, last_received_at = excluded.last_received_at
     returning ${COLUMNS}, ${POLICY} as signature_policy`,
};
const TAKE = {
  name: 'alerting.message.take',
  text: `select ${COLUMNS} from alerting.cap_messages where id = any($1) order by id for update`,
};
const OWNERS = {
  name: 'alerting.message.owners',
  text: 'select identity, content_sha256 from alerting.cap_messages where identity = any($1) and owns_identity',
};
const PLACES = {
  name: 'alerting.message.places',
  text: 'select identity, mode from alerting.warnings where identity = any($1) order by id for update',
};
const CONCLUDE = {
  name: 'alerting.message.conclude',
  text: `update alerting.cap_messages set judged_at = $2, verdict = $3, outcome = $4, mode = $5, findings = $6, sender = $7,
         identifier = $8, status = $9, msg_type = $10, sent_at = $11, headline = $12, identity = $13,
         owns_identity = $14, content_sha256 = $15, warning_id = $16
       where id = $1`,
};

const CONCLUDE_AND_PLACE = {
  name: 'alerting.message.conclude-and-place',
  text: `with placed as (${insertWarning(16)}) ${CONCLUDE.text}`,
};

/** The bytes of a message that has come. */
export interface NewMessage {
  id: string;
  sha256: Buffer;
  bytes: Uint8Array;
  contentType: string;
  receivedAt: Date;
  receivedBy: string;
}

/** A message to be taken by the transaction that judges it. */
export interface MessageToTake {
  id: string;
  /** Key of its identity, where it could be read. */
  identity: Buffer | undefined;
  mode: Mode;
}

/** A message in the hands of the transaction that judges it. */
export interface TakenMessage {
  stored: StoredMessage;
  /** The message that has the identity already. */
  owner?: { contentSha256: Buffer };
  /** A place is kept for its warning, because a follow-up came first. */
  awaited: boolean;
}

@Injectable()
export class MessageRepository {
  constructor(private readonly database: Database) {}

  /** Keeps the bytes, committed at once; the same bytes again only count as one more delivery. */
  async store(message: NewMessage): Promise<StoredMessage> {
    const [row] = await this.database.query<Row>(STORE, valuesOf(message));
    return messageOf(row as Row);
  }

  /** The same for several, in the caller's transaction. */
  async storeAll(tx: Transaction, messages: readonly NewMessage[]): Promise<StoredMessage[]> {
    // In one order everywhere: two that store the same messages would wait for each other.
    const inOrder = messages.toSorted((a, b) => Buffer.compare(a.sha256, b.sha256));
    const rows = await Promise.all(inOrder.map((message) => tx.query<Row>(STORE, valuesOf(message))));
    const stored = new Map(inOrder.map((message, i) => [message, messageOf(rows[i]![0]!)]));
    return messages.map((message) => stored.get(message)!);
  }

  /** One alert out of a container; undefined when it is there already. */
  async storePart(
    tx: Transaction,
    part: { id: string; parentId: string; sha256: Buffer; receivedAt: Date },
  ): Promise<StoredMessage> {
    const [row] = await tx.query<Row>(
      `insert into alerting.cap_messages (id, parent_id, sha256, content_type, received_at, last_received_at, received_by)
       select $1, $2, $3, content_type, $4, $4, received_by from alerting.cap_messages where id = $2
       on conflict (sha256) do update
         set deliveries = cap_messages.deliveries + 1, last_received_at = excluded.last_received_at
       returning ${COLUMNS}`,
      [part.id, part.parentId, part.sha256, part.receivedAt],
    );
    return messageOf(row as Row);
  }

  /** Whether one of these keys is of no message that has been judged. */
  async anyUnknown(keys: Buffer[]): Promise<boolean> {
    const [row] = await this.database.query<{ unknown: boolean }>(
      `select exists (select 1 from unnest($1::bytea[]) as given (sha256) where not exists (
         select 1 from alerting.cap_messages m where m.sha256 = given.sha256 and m.verdict is not null)) as unknown`,
      [keys],
    );
    return row!.unknown;
  }

  /**
   * The messages, held against other deliveries that judge them at the same time, and what is known of their identities.
   * One round trip, because every message needs it.
   */
  async take(tx: Transaction, wanted: readonly MessageToTake[]): Promise<TakenMessage[]> {
    const identities = wanted.flatMap(({ identity }) => identity ?? []);
    const [messages, owners, places] = await Promise.all([
      tx.query<Row>(TAKE, [wanted.map(({ id }) => id)]),
      tx.query<{ identity: Buffer; content_sha256: Buffer }>(OWNERS, [identities]),
      tx.query<{ identity: Buffer; mode: Mode }>(PLACES, [identities]),
    ]);
    return wanted.map(({ id, identity, mode }) => {
      const owner = owners.find((one) => identity?.equals(one.identity));
      return {
        stored: messageOf(messages.find((row) => row.id === id)!),
        awaited: places.some((place) => place.mode === mode && identity?.equals(place.identity)),
        ...(owner ? { owner: { contentSha256: owner.content_sha256 } } : {}),
      };
    });
  }

  /**
   * Stores the verdict, together with the commit: nothing of it can be read in the same transaction. With a warning that
   * is new, both in one statement.
   */
  conclude(tx: Transaction, id: string, judgedAt: Date, conclusion: Conclusion, warning: unknown[] = []): void {
    tx.gather('conclusion', { id, judgedAt, conclusion, warning }, async (last, verdicts) => {
      await Promise.all(verdicts.map((verdict) => writeVerdict(last, verdict)));
    });
  }

  /** A message that may be decided about, held until the transaction ends; one that is not judged yet does not wait. */
  async lockWaiting(tx: Transaction, id: string): Promise<WaitingMessage | undefined> {
    const [message] = await tx.query<WaitingMessage>(
      `select id, sha256, parent_id is not null as "isPart", received_at as "receivedAt", judged_at as "judgedAt", verdict,
         outcome, mode, findings, ${POLICY} as "signaturePolicy", coalesce(bytes, (select container.bytes
           from alerting.cap_messages container where container.id = cap_messages.parent_id)) as bytes
       from alerting.cap_messages where id = $1 and verdict is not null for update`,
      [id],
    );
    return message;
  }

  /** Keeps who decided what, why, and what they filled in. */
  async decide(tx: Transaction, word: DecisionWord): Promise<void> {
    const { messageId, decision, outcome, at, by, byName, reason, correction } = word;
    await tx.query(
      `update alerting.cap_messages set decision = $2, outcome = $3, decided_at = $4, decided_by = $5, decided_by_name = $6,
         decision_reason = $7, supplied = $8 where id = $1`,
      [messageId, decision, outcome, at, by, byName, reason, JSON.stringify(correction)],
    );
  }

  /** Messages without a verdict, as of now, whatever the clock says that they were received by; the newest first. */
  async unjudged(mostAttempts: number): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(
      `select id from alerting.cap_messages where verdict is null and parent_id is null and attempts < $1
       order by received_at desc, id desc`,
      [mostAttempts],
    );
    return rows.map(({ id }) => id);
  }

  /**
   * One message that a crash has left without a verdict, unless somebody else has it. Each claim is counted before the
   * message is judged, so that one which kills the process is not tried for ever.
   */
  async claimUnjudged(tx: Transaction, id: string, mostAttempts: number): Promise<UnjudgedMessage | undefined> {
    const [message] = await tx.query<UnjudgedMessage>(
      `update alerting.cap_messages set attempts = attempts + 1 where id in (
         select id from alerting.cap_messages where id = $1 and verdict is null and attempts < $2 for update skip locked)
       returning id, bytes, received_at as "receivedAt", attempts, ${POLICY} as "signaturePolicy"`,
      [id, mostAttempts],
    );
    return message;
  }
}

/** A message that a person may decide about, with the bytes that it is read from: its container's, for a part. */
export interface WaitingMessage {
  id: string;
  sha256: Buffer;
  isPart: boolean;
  receivedAt: Date;
  judgedAt: Date;
  verdict: MessageVerdict;
  outcome: MessageOutcome;
  mode: Mode;
  findings: StoredFinding[];
  signaturePolicy: SignaturePolicy | null;
  bytes: Buffer;
}

export interface DecisionWord {
  messageId: string;
  decision: 'released' | 'rejected';
  outcome: MessageOutcome;
  at: Date;
  by: string;
  byName: string;
  reason: string;
  correction: object;
}

export interface UnjudgedMessage {
  id: string;
  bytes: Buffer;
  receivedAt: Date;
  attempts: number;
  signaturePolicy: SignaturePolicy | null;
}

const valuesOf = ({ id, sha256, bytes, contentType, receivedAt, receivedBy }: NewMessage): unknown[] => [
  id,
  sha256,
  bytes,
  contentType,
  receivedAt,
  receivedBy,
];

function messageOf(row: Row): StoredMessage {
  const { id, received_at, deliveries, verdict, outcome, mode, findings, warning_id, signature_policy } = row;
  const message: StoredMessage = { id, receivedAt: received_at, deliveries };
  if (signature_policy) message.signaturePolicy = signature_policy;
  if (verdict && outcome && mode && findings) {
    message.judged = { verdict, outcome, mode, findings, ...(warning_id ? { warningId: warning_id } : {}) };
  }
  return message;
}

interface Verdict {
  id: string;
  judgedAt: Date;
  conclusion: Conclusion;
  warning: unknown[];
}

async function writeVerdict(tx: Transaction, { id, judgedAt, conclusion, warning }: Verdict): Promise<void> {
  await tx.query(warning.length > 0 ? CONCLUDE_AND_PLACE : CONCLUDE, [
    id,
    judgedAt,
    conclusion.verdict,
    conclusion.outcome,
    conclusion.mode,
    JSON.stringify(conclusion.findings),
    conclusion.sender,
    conclusion.identifier,
    conclusion.status,
    conclusion.msgType,
    conclusion.sentAt,
    conclusion.headline,
    conclusion.identity,
    conclusion.ownsIdentity,
    conclusion.contentSha256,
    conclusion.warningId,
    ...warning,
  ]);
}
