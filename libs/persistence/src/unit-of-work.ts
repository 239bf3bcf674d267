import { AsyncLocalStorage } from 'node:async_hooks';
import type { PoolClient } from 'pg';
import type { QueryRunner } from 'typeorm';
import { canBeginWith } from './begin';
import type { Database } from './database';
import { OpenTransaction, Transaction } from './transaction';

/** The work took longer than it may; its connection was thrown away and nothing of it exists. */
export class DeadlineExceeded extends Error {}

/** COMMIT was answered with ROLLBACK: a statement had failed before and nobody noticed. */
export class NotCommitted extends Error {}

/** No connection was to be had in time: all are in use, or the server does not answer. `cause` is the pool's error. */
export class NoConnection extends Error {}

const running = new AsyncLocalStorage<{ open: OpenTransaction; tx: Transaction }>();

/** Runs use cases in transactions: state, audit and outgoing events are committed together or not at all. */
export class UnitOfWork {
  constructor(
    private readonly database: Database,
    /** Schema of the service whose audit log and outbox are written. */
    private readonly service: string,
  ) {}

  /**
   * Opens a transaction, or joins the one that is open (a consumer's, or a command's). After the outermost `work` has
   * returned, what has gathered (audit, outbox) is written, then all is committed, then waiting relays are woken.
   * @throws what `work` throws, after a rollback; DeadlineExceeded; NotCommitted; NoConnection.
   */
  async run<T>(work: (tx: Transaction) => Promise<T>, options: { deadlineMs?: number } = {}): Promise<T> {
    const joined = running.getStore();
    if (joined && !joined.open.ended) return work(joined.tx.as(this.service));
    // What runs on after its deadline must not commit a part of what was given up.
    if (joined?.open.failed) throw new Error('the transaction that this belongs to has ended without a commit');

    const queryRunner = this.database.queryRunner();
    const client = await connect(queryRunner);
    const open = new OpenTransaction(client, queryRunner);
    const tx = new Transaction(open, this.service);
    let broken: Error | undefined;
    const lost = (error: Error): void => void (broken ??= error);
    client.on('error', lost);
    try {
      return await within(options.deadlineMs, async () => {
        if (!canBeginWith(client)) await open.begin();
        const result = await running.run({ open, tx }, () => work(tx));
        // Sent together, one round trip: after a statement that fails, COMMIT answers ROLLBACK.
        const [, command] = await Promise.all([tx.writeGathered(), open.commit()]);
        if (command !== undefined && command !== 'COMMIT') throw new NotCommitted(`COMMIT answered ${command}`);
        open.ended = true;
        for (const wake of open.afterCommit) wake();
        return result;
      });
    } catch (error) {
      open.failed = !open.ended;
      if (error instanceof DeadlineExceeded || !canBeginWith(client)) broken ??= error as Error;
      else if (!open.ended && !broken) await open.rollback().catch(lost);
      if (isIdleTimeout(broken))
        throw new DeadlineExceeded('too long without SQL inside a transaction', { cause: broken });
      throw error;
    } finally {
      open.ended = true;
      client.removeListener('error', lost);
      await release(queryRunner, broken);
    }
  }

  /** The open transaction that a call of {@link run} would join. */
  get joins(): boolean {
    const store = running.getStore();
    return store !== undefined && !store.open.ended;
  }
}

async function connect(queryRunner: QueryRunner): Promise<PoolClient> {
  try {
    return (await queryRunner.connect()) as PoolClient;
  } catch (error) {
    // The pool has no type for it.
    const isLate = error instanceof Error && error.message === 'timeout exceeded when trying to connect';
    throw isLate ? new NoConnection('no database connection was free in time', { cause: error }) : error;
  }
}

const isIdleTimeout = (error: Error | undefined): boolean =>
  (error as { code?: unknown } | undefined)?.code === '25P03';

/** A connection that is broken or still at work never goes back to the pool. */
async function release(queryRunner: QueryRunner, broken: Error | undefined): Promise<void> {
  if (!broken) return queryRunner.release();
  await (
    queryRunner as unknown as { releasePostgresConnection(error: Error): Promise<void> }
  ).releasePostgresConnection(broken);
}

async function within<T>(deadlineMs: number | undefined, work: () => Promise<T>): Promise<T> {
  if (deadlineMs === undefined) return work();
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DeadlineExceeded(`no result after ${deadlineMs} ms`)), deadlineMs);
  });
  const worked = work();
  worked.catch(() => undefined);
  try {
    return await Promise.race([worked, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
