interface Line {
  time: string;
  level: string;
  service: string;
  msg?: string;
  err?: { message?: string; stack?: string };
  [field: string]: unknown;
}

/** One JSON line of the log as one short line for a terminal; a stack follows on lines of its own. */
export function formatForPeople(json: string): string {
  const { time, level, service, msg, err, ...fields } = JSON.parse(json) as Line;
  const details = Object.entries(fields).map(([key, value]) => `${key}=${shown(value)}`);
  const text = [time.slice(11, 23), level.toUpperCase().padEnd(5), service, msg ?? err?.message ?? '', ...details];
  return `${text.join('  ')}\n${err?.stack ? `${err.stack}\n` : ''}`;
}

const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
