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

/** R4's times: by the clients how soon a command was taken, by the topics and the inboxes how soon messages went on. */
export async function recoveries(
  killed: readonly Killed[],
  messages: readonly TopicRecord[],
  subscriptions: readonly Subscription[],
  database: Database,
): Promise<Recovery[]> {
  const handled = await handledAt(subscriptions, database);
  const isService = (target: Target): boolean => SERVICES.some((service) => service === target);
  const back = (which: (target: Target) => boolean): number[] =>
    killed.flatMap(({ target, backAfterMs }) => (backAfterMs !== undefined && which(target) ? [backAfterMs] : []));
  const goesOn = (target: Target, times: readonly number[]): number[] =>
    killed.filter((one) => one.target === target).flatMap(({ at }) => nextAfter(times, at + IN_FLIGHT_MS, at));
  const sentBy = (service: string): number[] =>
    messages.filter(({ topic }) => topic.startsWith(`${service}.`)).map(({ sentAt }) => sentAt);
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
      name: { 'zh-CN': '转发接替', en: 'relay: kill → next message sent' },
      targetMs: 10_000,
      // Those that publish all the time; others would be measured by how often something happens in them.
      times: ['alerting', 'dispatch', 'resettlement'].flatMap((service) => goesOn(service as Target, sentBy(service))),
    },
    {
      name: { 'zh-CN': '消费接替', en: 'consumer: kill → next message handled' },
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

async function handledAt(subscriptions: readonly Subscription[], database: Database): Promise<Map<string, number[]>> {
  const times = new Map<string, number[]>();
  for (const service of new Set(subscriptions.map((one) => one.service))) {
    const rows = await database.query<{ at: string }>(
      `select extract(epoch from received_at) as at from "${service}".inbox`,
    );
    times.set(
      service,
      rows.map(({ at }) => Number(at) * MS_PER_SECOND),
    );
  }
  return times;
}

function nextAfter(times: readonly number[], from: number, since: number): number[] {
  const next = times.reduce((least, time) => (time >= from && time < least ? time : least), Number.POSITIVE_INFINITY);
  return next - since < UNRELATED_MS ? [next - since] : [];
}

/** The middle one; of an even number the upper of the two. */
export const median = (times: readonly number[]): number =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
