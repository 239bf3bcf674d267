import type { Transaction } from '@libs/persistence';
import { HttpProblem } from './problem';

/** Whose key it is, and in which service's schema it is kept. */
export interface KeyOwner {
  service: string;
  account: string;
  key: string;
}

export interface KeptAnswer {
  status: number;
  headers: Record<string, string>;
  body: unknown;
}

/** How long a repeated command still gets the first answer. Hours. */
const KEPT_HOURS = 48;
/** Old keys deleted along with each new one, so that the table does not grow. */
const DELETED_WITH_EACH = 3;

/**
 * Creates `idempotency_keys`; called by a service's migration, whose search path is the service's schema.
 * @param queryRunner of the migration.
 */
export async function createIdempotencyTable(queryRunner: { query(sql: string): Promise<unknown> }): Promise<void> {
  await queryRunner.query(`
    create table idempotency_keys (
      account text not null,
      key text not null,
      request_hash bytea not null,
      status smallint,
      headers jsonb,
      body json,
      created_at timestamptz not null default now(),
      primary key (account, key)
    )`);
  await queryRunner.query('create index idempotency_keys_by_age on idempotency_keys (created_at)');
}

/** Whether the key is new. Waits while another transaction is at the same command. */
export async function takeKey(
  tx: Transaction,
  { service, account, key }: KeyOwner,
  requestHash: Buffer,
): Promise<boolean> {
  const taken = await tx.query(
    `with old as (
       delete from ${table(service)} where (account, key) in
         (select account, key from ${table(service)} where created_at < now() - make_interval(hours => $4)
          order by created_at limit ${DELETED_WITH_EACH} for update skip locked))
     insert into ${table(service)} (account, key, request_hash) values ($1, $2, $3)
     on conflict (account, key) do nothing returning 1`,
    [account, key, requestHash, KEPT_HOURS],
  );
  return taken.length > 0;
}

/** The first answer. Throws HttpProblem `idempotency.key-reused` when the key came with another request. */
export async function findAnswer(
  tx: Transaction,
  { service, account, key }: KeyOwner,
  requestHash: Buffer,
): Promise<KeptAnswer> {
  const [kept] = await tx.query<KeptAnswer & { request_hash: Buffer }>(
    `select request_hash, status, headers, body from ${table(service)} where account = $1 and key = $2`,
    [account, key],
  );
  if (!kept || !kept.request_hash.equals(requestHash)) throw new HttpProblem('idempotency.key-reused');
  return { status: kept.status, headers: kept.headers, body: kept.body ?? undefined };
}

export async function keepAnswer(
  tx: Transaction,
  { service, account, key }: KeyOwner,
  answer: KeptAnswer,
): Promise<void> {
  await tx.query(`update ${table(service)} set status = $3, headers = $4, body = $5 where account = $1 and key = $2`, [
    account,
    key,
    answer.status,
    JSON.stringify(answer.headers),
    answer.body === undefined ? null : JSON.stringify(answer.body),
  ]);
}

const table = (service: string): string => `"${service}".idempotency_keys`;
