import { createHash } from 'node:crypto';
import { newId } from '@libs/kernel';
import { createLogger } from '@libs/observability';
import type { Database } from './database';
import { useAuditLog, type AuditRow, type Transaction } from './transaction';

/**
 * Creates the append-only log, its queue of entries not yet sealed, and the chain of seals. Called by a service's
 * migration, whose search path is the service's schema.
 */
export async function createAuditTables(queryRunner: { query(sql: string): Promise<unknown> }): Promise<void> {
  await queryRunner.query(`
    create table audit_log (
      seq bigint generated always as identity primary key,
      id uuid not null unique,
      at timestamptz not null default clock_timestamp(),
      actor_id text,
      actor_name text,
      action text not null,
      subject text,
      reason text,
      details jsonb,
      mode text,
      correlation_id text
    );
    create index audit_log_subject on audit_log (subject) where subject is not null;
    create table audit_unsealed (seq bigint primary key);
    create table audit_seals (position bigint primary key, seq bigint not null unique, hash bytea not null);
    create table audit_head (one boolean primary key default true check (one), position bigint not null, hash bytea not null);
    insert into audit_head (position, hash) values (0, '\\x');
    create function audit_is_append_only() returns trigger language plpgsql as
      $$ begin raise exception 'the audit log is append-only'; end $$;
    create trigger append_only before update or delete or truncate on audit_log
      for each statement execute function audit_is_append_only();
    create trigger append_only before update or delete or truncate on audit_seals
      for each statement execute function audit_is_append_only();
  `);
}

useAuditLog(async (tx: Transaction, entries: AuditRow[]) => {
  await tx.query(
    {
      name: `audit-${tx.service}`,
      text: `with written as (
         insert into "${tx.service}".audit_log (id, actor_id, actor_name, action, subject, reason, details, mode, correlation_id)
         select id, "actorId", "actorName", action, subject, reason, details, mode, "correlationId"
         from jsonb_to_recordset($1::jsonb) as e (id uuid, "actorId" text, "actorName" text, action text, subject text,
           reason text, details jsonb, mode text, "correlationId" text)
         returning seq)
       insert into "${tx.service}".audit_unsealed select seq from written`,
    },
    [JSON.stringify(entries.map((entry) => ({ id: newId(), ...entry })))],
  );
});

/** Entries sealed in one transaction. */
const SEALED_AT_ONCE = 1000;

/** How often a sealer looks for committed entries, ms: what is committed is sealed within a second. */
const SEAL_EVERY_MS = 400;

/** An entry `l` as text, so that its seal depends neither on the session's time zone nor on how a driver reads numbers. */
export const CANONICAL = `jsonb_build_array(l.seq, l.id, to_char(l.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), l.actor_id,
  l.actor_name, l.action, l.subject, l.reason, l.details, l.mode, l.correlation_id)::text`;

/** The seal of an entry: chained to the one before it. */
export const hashOf = (previous: Buffer, canonical: string): Buffer =>
  createHash('sha256').update(previous).update(canonical).digest();

/** Chains what has committed by hash. One at a time per service, whichever process it runs in. */
export class AuditSealer {
  private timer: NodeJS.Timeout | undefined;
  private sealing: Promise<unknown> = Promise.resolve();
  private readonly log = createLogger('audit');

  constructor(
    private readonly database: Database,
    private readonly service: string,
  ) {}

  start(): void {
    this.timer = setInterval(() => {
      this.sealing = this.sealing
        .then(() => this.seal())
        .catch((error: Error) => this.log.warn({ err: error }, 'not sealed'));
    }, SEAL_EVERY_MS);
    this.timer.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.sealing;
    await this.seal().catch((error: Error) => this.log.warn({ err: error }, 'not sealed'));
  }

  /** Seals all that has committed. @returns how many entries. */
  async seal(): Promise<number> {
    let total = 0;
    for (;;) {
      const sealed = await this.sealSome();
      total += sealed;
      if (sealed < SEALED_AT_ONCE) return total;
    }
  }

  private async sealSome(): Promise<number> {
    const [waiting] = await this.database.query(`select 1 from "${this.service}".audit_unsealed limit 1`);
    if (!waiting) return 0;
    const schema = `"${this.service}"`;
    return this.database.dataSource.transaction(async (manager) => {
      // The head row is the lock: a second sealer waits for it and then finds nothing left.
      const [head] = (await manager.query(`select position, hash from ${schema}.audit_head for update`)) as Head[];
      const entries = (await manager.query(
        `select l.seq, ${CANONICAL} as canonical from ${schema}.audit_unsealed u join ${schema}.audit_log l using (seq)
         order by l.seq limit ${SEALED_AT_ONCE}`,
      )) as { seq: string; canonical: string }[];
      if (entries.length === 0) return 0;
      let hash = head!.hash;
      const seals = entries.map(({ canonical }) => (hash = hashOf(hash, canonical)));
      const seqs = entries.map(({ seq }) => seq);
      const first = Number(head!.position) + 1;
      await manager.query(
        `insert into ${schema}.audit_seals (position, seq, hash)
         select $1::bigint + i - 1, s, h from unnest($2::bigint[], $3::bytea[]) with ordinality as t (s, h, i)`,
        [first, seqs, seals],
      );
      await manager.query(`delete from ${schema}.audit_unsealed where seq = any($1::bigint[])`, [seqs]);
      await manager.query(`update ${schema}.audit_head set position = $1, hash = $2`, [
        first + entries.length - 1,
        hash,
      ]);
      return entries.length;
    });
  }
}

/** The end of the chain. */
export interface Head {
  position: string;
  hash: Buffer;
}
