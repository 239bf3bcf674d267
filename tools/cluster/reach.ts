import { reachRedis } from '@libs/cache';
import { reachKafka, refuseMixing } from '@libs/messaging';
import { within } from '@libs/observability';
import { Database, DatabaseInUse, Occupancy } from '@libs/persistence';
import { withoutPassword } from '../../apps/standalone/src/launcher-database';
import { CannotStart } from '../../apps/standalone/src/launcher-place';

/** Generous: a server that is just starting answers within it; ms. */
const LIMIT_MS = 60_000;
const REDIS_LIMIT_MS = 5_000;

/** The Kafka that `KAFKA_BROKERS` names. @throws CannotStart when it does not answer. */
export const reachBrokers = (brokers: string): Promise<void> =>
  reach('KAFKA_BROKERS', brokers, () => reachKafka(brokers.split(',')));

/** The Redis that `REDIS_URL` names. @throws CannotStart when it does not answer. */
export const reachCache = (url: string): Promise<void> =>
  reach('REDIS_URL', url, () => reachRedis(url, REDIS_LIMIT_MS));

/**
 * Takes the database for this cluster: no other one, no standalone, and no events that have gone another way.
 * @throws CannotStart, also when it does not answer.
 */
export async function occupyDatabase(url: string, onLost: (error: DatabaseInUse) => void): Promise<Occupancy> {
  return reach('DATABASE_URL', url, async () => {
    // While services of a cluster are about a standalone is refused; before there are any it is asked for here.
    await (await Occupancy.take(url, 'service')).release();
    const occupancy = await Occupancy.take(url, 'launcher', { onLost });
    const database = await Database.open({ url });
    try {
      await refuseMixing(database, 'kafka');
      return occupancy;
    } catch (error) {
      await occupancy.release();
      throw error;
    } finally {
      await database.close();
    }
  });
}

async function reach<T>(variable: string, value: string, work: () => Promise<T>): Promise<T> {
  try {
    return await within(LIMIT_MS, work);
  } catch (error) {
    const { text, message, code } = error as { text?: CannotStart['text']; message?: string; code?: string };
    if (text) throw new CannotStart(text);
    const setting = `${variable}=${withoutPassword(value)}`;
    const why = message || code || String(error);
    throw new CannotStart({
      'zh-CN': `${setting} 连接不上（${why}）：请检查地址，以及服务是否在运行`,
      en: `${setting} cannot be reached (${why}): is the address right, and is the server running?`,
    });
  }
}
