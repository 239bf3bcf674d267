import { seededRandom } from '../messaging/bridge/seeded-random';

export const SERVICES = ['alerting', 'registry', 'response', 'dispatch', 'resettlement', 'picture'] as const;
export type Service = (typeof SERVICES)[number];
export type Target = Service | 'edge' | 'broker' | 'postgres';

/** Everything that can be killed. */
export const TARGETS: readonly Target[] = [...SERVICES, 'edge', 'broker', 'postgres'];

/** One step of a run. */
export interface Kill {
  target: Target;
  /** Time of calm before it, ms. */
  pauseMs: number;
  /** Which of several replicas, from 0 to 1. */
  which: number;
  /** Killed so long after the first, while that is not back yet. */
  also?: { target: Service; afterMs: number };
}

/** One kill in ten is of the broker, one in ten of the database. */
const SERVERS_SHARE = 10;
const LONGEST_PAUSE_MS = 1_500;
/**
 * Who dies while a server is down, in every second of its kills: whoever has something to send while there is no broker,
 * whoever has something to handle while there is no database. What only holds as long as one thing fails at a time, does
 * not hold.
 */
const DIES_WITH: Record<'broker' | 'postgres', readonly Service[]> = {
  broker: ['dispatch', 'alerting', 'resettlement', 'response'],
  postgres: ['picture', 'response'],
};
/** How long after it, ms: a database is back in half a second, a broker in some. */
const DIES_AFTER: Record<'broker' | 'postgres', { least: number; most: number }> = {
  broker: { least: 400, most: 1_000 },
  postgres: { least: 50, most: 250 },
};

/**
 * The kills of a run, the same for the same seed: `count` of them, a tenth each of broker and database, the rest spread
 * evenly over the services and the edge, in any order.
 */
export function scheduleOf(count: number, seed: number): Kill[] {
  const random = seededRandom(seed);
  const left = new Map(TARGETS.map((target) => [target, shareOf(target, count)]));
  const take = (target: Target): void => void left.set(target, left.get(target)! - 1);
  const kills: Omit<Kill, 'pauseMs' | 'which'>[] = [];
  for (const target of ['broker', 'postgres'] as const) {
    for (let nth = 0; left.get(target)! > 0; nth += 1) {
      take(target);
      const fellow = nth % 2 === 0 ? partner(DIES_WITH[target], nth / 2, left) : undefined;
      if (fellow) take(fellow);
      kills.push({
        target,
        ...(fellow ? { also: { target: fellow, afterMs: between(DIES_AFTER[target], random()) } } : {}),
      });
    }
  }
  for (const target of TARGETS) for (; left.get(target)! > 0; take(target)) kills.push({ target });
  return shuffled(kills, random).map((kill) => ({
    ...kill,
    pauseMs: Math.round(random() * LONGEST_PAUSE_MS),
    which: random(),
  }));
}

/** How often each target is killed. */
export function killsByTarget(kills: readonly Pick<Kill, 'target' | 'also'>[]): Record<Target, number> {
  const by = Object.fromEntries(TARGETS.map((target) => [target, 0])) as Record<Target, number>;
  for (const { target, also } of kills) {
    by[target] += 1;
    if (also) by[also.target] += 1;
  }
  return by;
}

function shareOf(target: Target, count: number): number {
  const ofServer = count < 2 ? 0 : Math.max(1, Math.round(count / SERVERS_SHARE));
  if (target === 'broker' || target === 'postgres') return ofServer;
  const others = TARGETS.length - 2;
  const rest = count - 2 * ofServer;
  return Math.floor(rest / others) + (TARGETS.indexOf(target) < rest % others ? 1 : 0);
}

function partner(candidates: readonly Service[], nth: number, left: ReadonlyMap<Target, number>): Service | undefined {
  return candidates.map((_, i) => candidates[(nth + i) % candidates.length]!).find((one) => left.get(one)! > 0);
}

const between = ({ least, most }: { least: number; most: number }, share: number): number =>
  least + Math.round(share * (most - least));

function shuffled<T>(items: T[], random: () => number): T[] {
  for (let i = items.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1));
    [items[i], items[j]] = [items[j]!, items[i]!];
  }
  return items;
}
