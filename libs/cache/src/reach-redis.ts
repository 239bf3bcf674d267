import { RedisConnection } from './redis-connection';

/** Settles when the server has answered. @throws when it does not within `timeoutMs`. */
export async function reachRedis(url: string, timeoutMs: number): Promise<void> {
  const connection = await RedisConnection.open(url, timeoutMs);
  await connection.ask((client) => client.ping());
  connection.end(new Error('it has answered'));
}
