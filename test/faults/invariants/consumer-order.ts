import { byKey } from '../records';
import type { Evidence } from './evidence';

/**
 * I8: within a key every consumer took the messages in the order of the topic. A consumer's inbox row is written in the
 * transaction of its effect and carries that transaction's time; those of one key never overlap.
 */
export async function inversions({ database, subscriptions, messages }: Evidence): Promise<string[]> {
  const lines: string[] = [];
  for (const { group, service, facts } of subscriptions) {
    const rows = await database.query<{ event_id: string; at: string }>(
      `select event_id, extract(epoch from received_at)::text as at from "${service}".inbox where consumer = $1`,
      [group],
    );
    const takenAt = new Map(rows.map(({ event_id, at }) => [event_id, Number(at)]));
    const taken = messages.filter(({ fact, id }) => facts.has(fact) && takenAt.has(id));
    for (const ofKey of byKey(taken).values())
      lines.push(
        ...fallsIn(ofKey.map(({ id, fact }) => ({ name: `${fact} ${id}`, at: takenAt.get(id)! }))).map(
          (fall) => `${group}: ${fall}`,
        ),
      );
  }
  return lines;
}

/** Where a time is earlier than the one before it. */
export function fallsIn(taken: readonly { name: string; at: number }[]): string[] {
  return taken.flatMap(({ name, at }, i) => {
    const before = taken[i - 1];
    return before && at < before.at ? [`${name} was taken before ${before.name}, which lies before it`] : [];
  });
}
