import { setTimeout as pause } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import { Database } from '@libs/persistence';
import { SERVICES } from './schedule';
import type { Subscription } from './subscriptions';

/** Generous: parked messages are tried again with growing pauses. What is not at rest by then the invariants name. */
const PATIENCE_MS = 240_000;
const LOOK_EVERY_MS = 500;
/** Looks in a row that have to find nothing on its way. */
const LOOKS = 4;

/** Waits until nothing is on its way any more; answers what still is when that takes too long. */
export async function atRest(
  { databaseUrl, brokers }: { databaseUrl: string; brokers: string },
  subscriptions: readonly Subscription[],
): Promise<string[]> {
  const database = await Database.open({ url: databaseUrl });
  const admin = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  const lagOf = async ({ group, topics }: Subscription): Promise<string[]> => {
    const committed = await admin.fetchOffsets({ groupId: group, topics });
    let lag = 0;
    for (const { topic, partitions } of committed)
      for (const { partition, high, low } of await admin.fetchTopicOffsets(topic)) {
        const offset = partitions.find((one) => one.partition === partition)?.offset ?? '-1';
        lag += Number(high) - Number(offset === '-1' ? low : offset);
      }
    return lag > 0 ? [`${group} is ${lag} messages behind`] : [];
  };
  const look = async (): Promise<string[]> => {
    const underWay = await database.query<{ what: string }>(UNDER_WAY);
    const lags = await Promise.all(subscriptions.map(lagOf));
    return [...underWay.map(({ what }) => what), ...lags.flat()];
  };
  try {
    const end = Date.now() + PATIENCE_MS;
    for (let calm = 0, last: string[] = []; ; await pause(LOOK_EVERY_MS)) {
      last = await look().catch((error: Error) => [error.message]);
      calm = last.length === 0 ? calm + 1 : 0;
      if (calm === LOOKS || Date.now() > end) return last;
    }
  } finally {
    await Promise.allSettled([admin.disconnect(), database.close()]);
  }
}

const UNDER_WAY = `select what from (
  ${SERVICES.flatMap((service) => [
    `select '${service}: ' || count(*) || ' messages in the outbox' as what, count(*) as n from ${service}.outbox`,
    `select '${service}: ' || count(*) || ' messages parked', count(*) from ${service}.parked where state = 'waiting'`,
    `select '${service}: ' || count(*) || ' audit entries not sealed', count(*) from ${service}.audit_unsealed`,
  ]).join(' union all ')}
  union all select 'alerting: ' || count(*) || ' messages not judged', count(*) from alerting.cap_messages where verdict is null
) as under_way where n > 0`;
