export {
  EmbeddedPostgresFailure,
  processIdentity,
  startEmbeddedPostgres,
  takeProcessLock,
  type EmbeddedPostgres,
  type LockHolder,
  type ProcessLock,
} from './embedded-postgres/embedded-postgres';
