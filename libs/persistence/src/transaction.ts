import type { PoolClient, QueryConfig, QueryResult } from 'pg';
import type { Mode } from '@libs/kernel';
import { currentContext } from '@libs/observability';
import type { EntityManager, QueryRunner } from 'typeorm';
import { begin, beginWith } from './begin';
import { sendTogether } from './send-together';

/** Who did what, to what, and why. Actor, mode and correlation come from the context of the work. */
export interface AuditEntry {
  /** `aggregate.fact`, for example `emergency.warning-detached`. */
  action: string;
  /** Id of the record concerned. */
  subject?: string;
  /** The words of the person who did it. */
  reason?: string;
  /** Of the record concerned, where the context of the work does not say it. */
  mode?: Mode;
  /** What else a reviewer needs. No secrets. */
  details?: Record<string, unknown>;
}

/** An entry with the context that it was made in: a consumer's has ended when its transaction is written. */
export interface AuditRow extends AuditEntry {
  actorId?: string;
  actorName?: string;
  correlationId?: string;
}

/** What has gathered in a transaction and is written together right before its end. */
export interface Gathered<Item> {
  items: Item[];
  /** Sends all its statements before it waits for any of them: the commit is right behind. */
  write: (tx: Transaction, items: Item[]) => Promise<void>;
}

/** Shared by all views of one open transaction. */
export class OpenTransaction {
  readonly gathered = new Map<string, Gathered<unknown>>();
  readonly afterCommit = new Set<() => void>();
  savepoints = 0;
  /** Savepoints that have neither been released nor rolled back. */
  depth = 0;
  ended = false;
  /** It has ended, or is about to, without a commit. */
  failed = false;
  /** Settles when the server has begun; undefined as long as it knows of nothing. */
  private beginning: Promise<void> | undefined;
  private hasBegun = false;

  constructor(
    private readonly client: PoolClient,
    private readonly queryRunner: QueryRunner,
  ) {}

  /** Begins by itself, unless it has begun with a statement. */
  begin(): Promise<void> {
    return (this.beginning ??= this.noteBegin(begin(this.client)));
  }

  /** Sends a statement: at once, unless the transaction is just beginning with another. */
  send(statement: QueryConfig): Promise<QueryResult> {
    if (this.beginning && !this.hasBegun) return this.beginning.then(() => this.sendUnlessFailed(statement));
    sendTogether(this.client);
    return this.hasBegun ? this.client.query(statement) : this.beginWith(statement);
  }

  private beginWith(statement: QueryConfig): Promise<QueryResult> {
    let answer!: Promise<QueryResult>;
    const begun = new Promise<void>((resolve, reject) => {
      answer = beginWith(this.client, statement, resolve);
      answer.catch(reject);
    });
    this.beginning = this.noteBegin(begun);
    // Who sent the statement is told of it.
    this.beginning.catch(() => undefined);
    return answer;
  }

  private async noteBegin(begun: Promise<void>): Promise<void> {
    await begun;
    this.hasBegun = true;
  }

  /** What has waited until now must not be committed by itself. */
  private async sendUnlessFailed(statement: QueryConfig): Promise<QueryResult> {
    if (this.failed || this.ended) throw new Error('the transaction has ended');
    return this.send(statement);
  }

  /** @returns what was answered, `COMMIT` if all is well; undefined where there was nothing to commit. */
  async commit(): Promise<string | undefined> {
    return this.beginning && (await this.send({ text: 'commit' })).command;
  }

  async rollback(): Promise<void> {
    if (this.beginning) await this.client.query('rollback');
  }

  async manager(): Promise<EntityManager> {
    await this.begin();
    // So that it does not open, and commit, a transaction of its own inside ours.
    Object.assign(this.queryRunner, { isTransactionActive: true, transactionDepth: 1 });
    return this.queryRunner.manager;
  }
}

/** An open transaction, as one service sees it. */
export class Transaction {
  constructor(
    private readonly open: OpenTransaction,
    /** Schema of the service whose audit log and outbox are written. */
    readonly service: string,
  ) {}

  /**
   * Runs one statement.
   * @param statement SQL text, or a named (prepared) statement for hot paths.
   */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a caller that names no row type reads what it likes
  async query<Row = any>(statement: string | QueryConfig, values?: unknown[]): Promise<Row[]> {
    if (this.open.ended) throw new Error('the transaction has ended');
    const config = typeof statement === 'string' ? { text: statement } : statement;
    const { rows } = await this.open.send(values ? { ...config, values } : config);
    return rows as Row[];
  }

  /** TypeORM's manager inside this transaction. Not for hot paths: `save` costs four fifths of the throughput. */
  manager(): Promise<EntityManager> {
    return this.open.manager();
  }

  /** Adds to the service's append-only audit log; written with the transaction, or not at all. */
  async audit(entry: AuditEntry): Promise<void> {
    const context = currentContext();
    const { mode = context?.mode } = entry;
    const { id: actorId, name: actorName } = context?.actor ?? {};
    const row = { ...entry, mode, actorId, actorName, correlationId: context?.correlationId } as AuditRow;
    this.gather('audit', row, writeAudit);
    await Promise.resolve();
  }

  /** Whether anything of this transaction, of whichever service, goes to an audit log. */
  get audited(): boolean {
    return [...this.open.gathered].some(([key, { items }]) => key.endsWith(':audit') && items.length > 0);
  }

  /**
   * Keeps `item` to be written together with its like right before the commit; a savepoint that rolls back forgets it.
   * @returns how many have gathered.
   */
  gather<Item>(kind: string, item: Item, write: Gathered<Item>['write']): number {
    const key = `${this.service}:${kind}`;
    const existing = this.open.gathered.get(key) as Gathered<Item> | undefined;
    if (existing) return existing.items.push(item);
    this.open.gathered.set(key, { items: [item], write } as Gathered<unknown>);
    return 1;
  }

  /**
   * Writes what has gathered of a kind before it is too much to be written at the end: the server ends a transaction that
   * says nothing for some seconds. Inside a savepoint, which may have to forget it, it only says something.
   */
  async writeEarly(kind: string): Promise<void> {
    const gathered = this.open.gathered.get(`${this.service}:${kind}`);
    if (!gathered || this.open.depth > 0) await this.query('select 1');
    else await gathered.write(this, gathered.items.splice(0));
  }

  /** Runs once after the commit; the same function is run once however often it was given. */
  afterCommit(wake: () => void): void {
    this.open.afterCommit.add(wake);
  }

  /** Runs `work`; when it throws, the transaction is as if it had not run, and goes on. */
  async savepoint<T>(work: () => Promise<T>): Promise<T> {
    const name = `s${++this.open.savepoints}`;
    const before = [...this.open.gathered].map(([key, { items }]) => [key, items.length] as const);
    await this.query(`savepoint ${name}`);
    this.open.depth++;
    try {
      const result = await work();
      await this.query(`release savepoint ${name}`);
      return result;
    } catch (error) {
      await this.query(`rollback to savepoint ${name}; release savepoint ${name}`);
      const lengths = new Map(before);
      for (const [key, gathered] of this.open.gathered) gathered.items.length = lengths.get(key) ?? 0;
      throw error;
    } finally {
      this.open.depth--;
    }
  }

  /** The same transaction, as another service sees it. */
  as(service: string): Transaction {
    return service === this.service ? this : new Transaction(this.open, service);
  }

  /** Sends what has gathered, at once. Called by the unit of work. */
  async writeGathered(): Promise<void> {
    const all = [...this.open.gathered].filter(([, { items }]) => items.length > 0);
    const sent = all.map(([key, { items, write }]) => write(this.as(key.slice(0, key.indexOf(':'))), items));
    // After the first that fails all others fail as well, and only say that it did.
    const failed = (await Promise.allSettled(sent)).find(({ status }) => status === 'rejected');
    if (failed) throw (failed as PromiseRejectedResult).reason;
  }
}

// Bound late: the audit log is written through a transaction, and a transaction gathers for the audit log.
let writeAudit: Gathered<AuditRow>['write'] = () => Promise.reject(new Error('no audit log'));
export function useAuditLog(write: Gathered<AuditRow>['write']): void {
  writeAudit = write;
}
