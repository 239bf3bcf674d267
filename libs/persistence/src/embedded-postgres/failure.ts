/** Every way in which the embedded database says that it cannot run. Stable: scripts and the launcher match on it. */
export type EmbeddedPostgresFailureCode =
  | 'embedded-postgres.no-package'
  | 'embedded-postgres.in-use'
  | 'embedded-postgres.port-taken'
  | 'embedded-postgres.initdb-failed'
  | 'embedded-postgres.start-failed'
  | 'embedded-postgres.unresponsive'
  | 'embedded-postgres.other-version'
  | 'embedded-postgres.data-missing'
  | 'embedded-postgres.password-missing'
  | 'embedded-postgres.no-access';

/** The database cannot run, and a person has to do something: `text` says what, one line per language. */
export class EmbeddedPostgresFailure extends Error {
  override readonly name = 'EmbeddedPostgresFailure';

  constructor(
    readonly code: EmbeddedPostgresFailureCode,
    readonly text: { 'zh-CN': string; en: string },
    options?: { cause?: unknown },
  ) {
    super(`${text['zh-CN']} / ${text.en} [${code}]`, options);
  }
}
