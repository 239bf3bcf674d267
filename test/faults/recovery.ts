import type { Database } from '@libs/persistence';
import type { Killed } from './kills';
import type { TopicRecord } from './records';
import { SERVICES, type Target } from './schedule';
import type { Subscription } from './subscriptions';

/** A row of R4's table; times in ms. */
export interface Recovery {
  name: { 'zh-CN': string; en: string };
  targetMs?: number;
  times: number[];
}

const MS_PER_SECOND = 1_000;
/** What was on the wire when a process died is no sign that another has taken over, ms. */
const IN_FLIGHT_MS = 250;
/** Nothing that comes later than this has to do with the kill, ms. */
const UNRELATED_MS = 45_000;
/** What came up so long after a kill may have waited for a survivor to take over, ms. */
const MAY_WAIT_MS = 3_000;

/** Something that is to be done, and was; ms since the epoch. */
interface Done {
  dueAt: number;
  at: number;
}

/**
 * R4's times: by the clients how soon a command was taken, by the topics and the inboxes how soon messages went on. Kills
 * in pairs are left out: there a service waits for a server as well.
 * @param hasSurvivors whether there are several replicas of each service. Then messages go on at once, only not those of
 * the one that died: what counts is how long any of them has waited.
 */
export async function recoveries(
  kills: readonly Killed[],
  messages: readonly TopicRecord[],
  subscriptions: readonly Subscription[],
  { database, hasSurvivors }: { database: Database; hasSurvivors: boolean },
): Promise<Recovery[]> {
  const killed = kills.filter(({ backAfterMs }) => backAfterMs !== undefined);
  const handled = await handledBy(subscriptions, messages, database);
  const isService = (target: Target): boolean => SERVICES.some((service) => service === target);
  const back = (which: (target: Target) => boolean): number[] =>
    killed.flatMap(({ target, backAfterMs }) => (backAfterMs !== undefined && which(target) ? [backAfterMs] : []));
  const goesOn = (target: Target, done: readonly Done[]): number[] =>
    killed
      .filter((one) => one.target === target)
      .flatMap(({ at }) =>
        hasSurvivors && target !== 'broker' ? longestWait(done, at) : nextAfter(done, at + IN_FLIGHT_MS, at),
      );
  const sentBy = (service: string): Done[] =>
    messages
      .filter(({ topic }) => topic.startsWith(`${service}.`))
      .map(({ sentAt, headers }) => ({ dueAt: Date.parse(headers.ce_time ?? ''), at: sentAt }));
  const what = (next: string, wait: string): string => (hasSurvivors ? wait : next);
  return [
    {
      name: { 'zh-CN': '服务重启到首条指令', en: 'service: restart → first command' },
      targetMs: 3_000,
      times: back(isService),
    },
    {
      name: { 'zh-CN': '数据库崩溃到首条指令', en: 'database: crash → first command' },
      targetMs: 5_000,
      times: back((target) => target === 'postgres'),
    },
    {
      name: {
        'zh-CN': '转发接替',
        en: what('relay: kill → next message sent', 'relay: kill → longest wait of a message to be sent'),
      },
      targetMs: 10_000,
      // Those that publish all the time; others would be measured by how often something happens in them.
      times: ['alerting', 'dispatch', 'resettlement'].flatMap((service) => goesOn(service as Target, sentBy(service))),
    },
    {
      name: {
        'zh-CN': '消费接替',
        en: what('consumer: kill → next message handled', 'consumer: kill → longest wait of a message to be handled'),
      },
      targetMs: 10_000,
      times: ['picture', 'response'].flatMap((service) => goesOn(service as Target, handled.get(service) ?? [])),
    },
    {
      name: { 'zh-CN': '代理重启到下一条消息', en: 'broker: kill → next message handled' },
      times: goesOn('broker', handled.get('picture') ?? []),
    },
    { name: { 'zh-CN': '边缘重启', en: 'edge: restart → first command' }, times: back((target) => target === 'edge') },
  ];
}

/** By service what its groups have handled. */
async function handledBy(
  subscriptions: readonly Subscription[],
  messages: readonly TopicRecord[],
  database: Database,
): Promise<Map<string, Done[]>> {
  const sentAt = new Map(messages.map((message) => [message.id, message.sentAt]));
  const done = new Map<string, Done[]>();
  for (const service of new Set(subscriptions.map((one) => one.service))) {
    const rows = await database.query<{ event_id: string; at: string }>(
      `select event_id, extract(epoch from received_at) as at from "${service}".inbox`,
    );
    done.set(
      service,
      rows.map(({ event_id, at }) => ({ dueAt: sentAt.get(event_id) ?? NaN, at: Number(at) * MS_PER_SECOND })),
    );
  }
  return done;
}

function nextAfter(done: readonly Done[], from: number, since: number): number[] {
  const next = done.reduce((least, { at }) => (at >= from && at < least ? at : least), Number.POSITIVE_INFINITY);
  return next - since < UNRELATED_MS ? [next - since] : [];
}

/** Of what was due when something was killed, or soon after. */
export function longestWait(done: readonly Done[], killedAt: number): number[] {
  const waits = done
    .filter(({ dueAt, at }) => dueAt < killedAt + MAY_WAIT_MS && at > killedAt)
    .map(({ dueAt, at }) => at - Math.max(dueAt, killedAt));
  return waits.length > 0 ? [waits.reduce((longest, wait) => Math.max(longest, wait))] : [];
}

/** The middle one; of an even number the upper of the two. */
export const median = (times: readonly number[]): number =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
