import { Injectable } from '@nestjs/common';
import type { Mode } from '@libs/kernel';
import type { Transaction } from '@libs/persistence';
import type { Ending, Warning, WarningState } from '../domain/warning';

interface Row {
  id: string;
  chain_id: string;
  identity: Buffer;
  state: WarningState;
  ended_before: Ending | null;
  sent_at: Date | null;
  expires_at: Date | null;
  followed_as: Ending | null;
  followed_sent_at: Date | null;
}

/** A warning with the key of its identity. */
export interface KeyedWarning extends Warning {
  identity: Buffer;
}

const COLUMNS =
  'w.id, w.chain_id, w.identity, w.state, w.ended_before, w.sent_at, w.expires_at, w.followed_as, w.followed_sent_at';

// Named statements: they are run for every message, and planned once for each connection.
const LOCK = {
  name: 'alerting.warning.lock',
  text: `with named as (select id, chain_id from alerting.warnings where mode = $1 and identity = any($2))
       select ${COLUMNS} from alerting.warnings w
       where w.id in (select id from named union select chain_id from named)
       order by w.id for update of w`,
};

@Injectable()
export class WarningRepository {
  /**
   * The warnings of these identities and the first ones of their chains, held until the transaction ends: whatever
   * happens in one chain happens in one order.
   */
  async lock(tx: Transaction, mode: Mode, identities: Buffer[]): Promise<KeyedWarning[]> {
    const rows = await tx.query<Row>(LOCK, [mode, identities]);
    return rows.map(warningOf);
  }

  /** What is in force in some chains, whose first warnings the caller holds. */
  async inForce(tx: Transaction, chainIds: string[]): Promise<KeyedWarning[]> {
    const rows = await tx.query<Row>(
      `select ${COLUMNS} from alerting.warnings w where w.chain_id = any($1) and w.state = 'in-force'
       order by w.id for update of w`,
      [chainIds],
    );
    return rows.map(warningOf);
  }

  /** A warning that has arrived in the place that was kept for it. A new one is stored with its message's verdict. */
  async fill(tx: Transaction, values: unknown[]): Promise<void> {
    await tx.query(FILL, values);
  }

  /** Places for warnings that a follow-up has named and that have not arrived yet. */
  async awaitAll(
    tx: Transaction,
    warnings: (KeyedWarning & { sender: string; identifier: string })[],
    mode: Mode,
    at: Date,
  ): Promise<void> {
    if (warnings.length === 0) return;
    await tx.query(
      `insert into alerting.warnings
         (id, chain_id, mode, identity, state, state_at, ended_before, sent_at, sender, identifier, received_at,
         followed_as, followed_sent_at)
       select id, chain_id, $1, identity, 'awaited', $2, ended_before, sent_at, sender, identifier, $2, followed_as,
         followed_sent_at
       from unnest($3::uuid[], $4::uuid[], $5::bytea[], $6::text[], $7::timestamptz[], $8::text[],
         $9::text[], $10::text[], $11::timestamptz[]) as given (id, chain_id, identity, ended_before, sent_at, sender,
         identifier, followed_as, followed_sent_at)`,
      [
        mode,
        at,
        warnings.map(({ id }) => id),
        warnings.map(({ chainId }) => chainId),
        warnings.map(({ identity }) => identity),
        warnings.map(({ endedBefore }) => endedBefore ?? null),
        warnings.map(({ sentAt }) => sentAt ?? null),
        warnings.map(({ sender }) => sender),
        warnings.map(({ identifier }) => identifier),
        ...followedOf(warnings),
      ],
    );
  }

  /** Saves states that a message has changed. */
  async saveStates(tx: Transaction, warnings: Warning[], at: Date, endedBy: string | null): Promise<void> {
    if (warnings.length === 0) return;
    await tx.query(
      `update alerting.warnings w
       set state = given.state, state_at = $1, ended_before = given.ended_before, sent_at = given.sent_at, ended_by = $2,
         followed_as = given.followed_as, followed_sent_at = given.followed_sent_at
       from unnest($3::uuid[], $4::text[], $5::text[], $6::timestamptz[], $7::text[], $8::timestamptz[])
         as given (id, state, ended_before, sent_at, followed_as, followed_sent_at) where w.id = given.id`,
      [
        at,
        endedBy,
        warnings.map(({ id }) => id),
        warnings.map(({ state }) => state),
        warnings.map(({ endedBefore }) => endedBefore ?? null),
        warnings.map(({ sentAt }) => sentAt ?? null),
        ...followedOf(warnings),
      ],
    );
  }

  /** Warnings in force whose time has come, held together with the first ones of their chains. */
  async lockDue(tx: Transaction, mode: Mode, now: Date, limit: number): Promise<KeyedWarning[]> {
    const rows = await tx.query<Row & { due: boolean }>(
      `with due as (select id, chain_id from alerting.warnings
         where state = 'in-force' and expires_at <= $1 and mode = $2 order by expires_at limit $3)
       select ${COLUMNS}, w.id in (select id from due) as due from alerting.warnings w
       where w.id in (select id from due union select chain_id from due)
       order by w.id for update of w`,
      [now, mode, limit],
    );
    return rows.filter(({ due }) => due).map(warningOf);
  }
}

const FILL = {
  name: 'alerting.warning.fill',
  text: `update alerting.warnings set chain_id = $2, mode = $3, identity = $4, state = $5, state_at = $6,
    message_id = $7, sender = $8, identifier = $9, sent_at = $10, received_at = $11, msg_type = $12, scope = $13,
    severity = $14, colour = $15, expires_at = $16, content = $17, area = $18, geometry = $19
  where id = $1`,
};

function followedOf(warnings: readonly Warning[]): [(Ending | null)[], (Date | null)[]] {
  return [
    warnings.map(({ followed }) => followed?.as ?? null),
    warnings.map(({ followed }) => followed?.sentAt ?? null),
  ];
}

function warningOf(row: Row): KeyedWarning {
  const { id, chain_id, identity, state, ended_before, sent_at, expires_at, followed_as, followed_sent_at } = row;
  return {
    id,
    chainId: chain_id,
    identity,
    state,
    ...(ended_before ? { endedBefore: ended_before } : {}),
    ...(sent_at ? { sentAt: sent_at } : {}),
    ...(expires_at ? { expiresAt: expires_at } : {}),
    ...(followed_as && followed_sent_at ? { followed: { as: followed_as, sentAt: followed_sent_at } } : {}),
  };
}
