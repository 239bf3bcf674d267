export {
  EmbeddedPostgresFailure,
  processIdentity,
  runningPostgresUrl,
  startEmbeddedPostgres,
  takeProcessLock,
  type EmbeddedPostgres,
  type LockHolder,
  type ProcessLock,
} from './embedded-postgres/embedded-postgres';
export { AuditSealer, createAuditTables } from './audit-log';
export { verifyAudit, type AuditReport } from './audit-verifier';
export { Database, type DatabaseOptions } from './database';
export { groupCommit } from './group-commit';
export { migrate, schemaSource, type MigratedSchema, type Migration } from './migrate';
export { DatabaseInUse, Occupancy, type Occupant } from './occupancy';
export { readPersistenceConfig, type PersistenceConfig } from './persistence.config';
export { PersistenceModule } from './persistence.module';
export { Transaction, type AuditEntry } from './transaction';
export { DeadlineExceeded, NoConnection, NotCommitted, UnitOfWork } from './unit-of-work';
