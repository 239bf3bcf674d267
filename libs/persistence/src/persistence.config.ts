/** Limits of every database connection. A query, a lock or an idle transaction never waits without end. */
export interface PersistenceConfig {
  /** Connections per process. 8–10 saturate two cores; more only queue inside the server. */
  poolSize: number;
  /** Longest statement, ms. */
  statementTimeoutMs: number;
  /** Longest wait for a lock, ms. */
  lockTimeoutMs: number;
  /** Longest pause without SQL inside a transaction, ms; frees what a frozen process holds. */
  idleInTransactionMs: number;
  /** Longest wait for a free connection, ms. */
  acquireTimeoutMs: number;
}

export function readPersistenceConfig(env: NodeJS.ProcessEnv = process.env): PersistenceConfig {
  return {
    poolSize: Number(env.DATABASE_POOL_SIZE ?? 16),
    statementTimeoutMs: Number(env.DATABASE_STATEMENT_TIMEOUT_MS ?? 15_000),
    lockTimeoutMs: Number(env.DATABASE_LOCK_TIMEOUT_MS ?? 8_000),
    idleInTransactionMs: Number(env.DATABASE_IDLE_IN_TRANSACTION_MS ?? 5_000),
    acquireTimeoutMs: Number(env.DATABASE_ACQUIRE_TIMEOUT_MS ?? 5_000),
  };
}
