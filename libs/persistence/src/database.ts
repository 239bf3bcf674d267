import { Client, type ClientConfig, type Pool, type QueryConfig } from 'pg';
import { DataSource, type EntitySchema, type QueryRunner } from 'typeorm';
import { readPersistenceConfig, type PersistenceConfig } from './persistence.config';

export interface DatabaseOptions {
  /** postgres://user:password@host:port/database */
  url: string;
  /** Entities of all services of this process, each qualified by its schema. */
  entities?: (EntitySchema | (new () => object))[];
  config?: PersistenceConfig;
}

/** The one data source and pool of a process. */
export class Database {
  private readonly closers: (() => Promise<void>)[] = [];

  private constructor(
    readonly url: string,
    readonly dataSource: DataSource,
    private readonly config: PersistenceConfig,
  ) {}

  static async open({ url, entities = [], config = readPersistenceConfig() }: DatabaseOptions): Promise<Database> {
    const dataSource = new DataSource({
      type: 'postgres',
      url,
      entities,
      synchronize: false,
      logging: false,
      extra: {
        max: config.poolSize,
        connectionTimeoutMillis: config.acquireTimeoutMs,
        keepAlive: true,
        // Statements that need not wait for each other's answers are sent together: a round trip costs more than most.
        pipeline: true,
        options: PLANNING,
        ...sessionLimits(config),
      },
    });
    await dataSource.initialize();
    // A checked-out client that is killed ends the process although the pool itself has a listener.
    poolOf(dataSource).on('connect', (client) => client.on('error', () => undefined));
    return new Database(url, dataSource, config);
  }

  queryRunner(): QueryRunner {
    return this.dataSource.createQueryRunner();
  }

  /**
   * One statement outside of any transaction.
   * @param statement SQL text, or a named (prepared) statement for hot paths.
   */
  async query<Row = Record<string, unknown>>(statement: string | QueryConfig, values?: unknown[]): Promise<Row[]> {
    return (await poolOf(this.dataSource).query(statement as string, values)).rows as Row[];
  }

  /**
   * A connection of its own, outside the pool, for session locks.
   * @param limits overrides the session's time-outs (ms).
   */
  async session(limits: ClientConfig & { idle_session_timeout?: number } = {}): Promise<Client> {
    const { idle_session_timeout: idle, ...rest } = limits;
    const client = new Client({
      connectionString: this.url,
      keepAlive: true,
      connectionTimeoutMillis: this.config.acquireTimeoutMs,
      ...sessionLimits(this.config),
      options: idle ? `${PLANNING} -c idle_session_timeout=${idle}` : PLANNING,
      ...rest,
    });
    client.on('error', () => undefined);
    await client.connect();
    return client;
  }

  /** Runs `close` before the pool closes; what was added last is closed first. */
  beforeClose(close: () => Promise<void>): void {
    this.closers.unshift(close);
  }

  async close(): Promise<void> {
    for (const close of this.closers.splice(0)) await close();
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }
}

/**
 * Nearly all that is asked is asked by a key. A plan that was made, and kept, while a table was small would read all of it
 * when it has grown, until the server looks at the table again: a minute, in which an empty installation meets its first
 * storm. So an index is used wherever there is one, and no plan is compiled.
 */
const PLANNING = '-c enable_seqscan=off -c jit=off';

const sessionLimits = (config: PersistenceConfig) => ({
  statement_timeout: config.statementTimeoutMs,
  lock_timeout: config.lockTimeoutMs,
  idle_in_transaction_session_timeout: config.idleInTransactionMs,
  application_name: 'fenghuo',
});

const poolOf = (dataSource: DataSource): Pool => (dataSource.driver as unknown as { master: Pool }).master;
