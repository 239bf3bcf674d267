/** What a service's process is told by whoever starts it. */
export interface ServiceConfig {
  /** Whether it brings its schema to the newest state; not where a job has done so for all before any starts. */
  migrates: boolean;
  /** Longest time for finishing what is in hand, ms; then the process ends all the same. */
  drainDeadlineMs: number;
}

/** Reads DATABASE_MIGRATE (`true` unless told) and DRAIN_DEADLINE_MS. */
export function readServiceConfig(env: NodeJS.ProcessEnv = process.env): ServiceConfig {
  return { migrates: env.DATABASE_MIGRATE !== 'false', drainDeadlineMs: Number(env.DRAIN_DEADLINE_MS ?? 10_000) };
}
