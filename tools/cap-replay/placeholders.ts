const PLACEHOLDER = /date:now(?: ([+-]\d+) (second|minute|hour|day)s?)?/g;
const SECONDS: Record<string, number> = { second: 1, minute: 60, hour: 3600, day: 86_400 };

/** `date:now -106 minutes` and the like as instants, ISO 8601 with an offset of zero. */
export function withTimes(text: string, now: Date): string {
  return text.replace(PLACEHOLDER, (_, amount: string | undefined, unit: string | undefined) => {
    const seconds = Number(amount ?? 0) * (SECONDS[unit ?? 'second'] as number);
    return new Date(now.getTime() + seconds * 1000).toISOString().replace(/\.\d+Z$/, '+00:00');
  });
}
