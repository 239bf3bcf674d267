/** How the process writes its log, and how long it waits for what it asks its own parts. */
export interface ObservabilityConfig {
  /** `fatal` to `trace`, or `silent`. */
  logLevel: string;
  /** One JSON object per line for machines, one short line per entry for people. */
  logFormat: 'json' | 'text';
}

/** How long one readiness check, or one collector of metrics, may take before it counts as failed. */
export const checkTimeoutMs = 2_000;

/** `LOG_LEVEL` (default `info`); `LOG_FORMAT` = `text` or `json` (default `text` on a terminal, otherwise `json`). */
export function observabilityConfig(
  env = process.env,
  isTerminal = process.stdout.isTTY === true,
): ObservabilityConfig {
  const wanted = env.LOG_FORMAT ?? (isTerminal ? 'text' : 'json');
  return { logLevel: env.LOG_LEVEL ?? 'info', logFormat: wanted === 'text' ? 'text' : 'json' };
}
