import { within } from '@libs/observability';
import type * as Redis from 'redis';

export type RedisClient = ReturnType<typeof clientOf>;

// The client's own queue and reconnecting are not used: its `connect()` never settles without a server, and what was
// written to a server that hangs has no time-out.
const clientOf = ({ createClient }: typeof Redis, url: string, timeoutMs: number) =>
  createClient({
    url,
    name: 'fenghuo',
    disableOfflineQueue: true,
    socket: { connectTimeout: timeoutMs, reconnectStrategy: false },
  });

/** One connection to Redis, until it ends: by an error, by a command that is not answered in time, or by `end`. */
export class RedisConnection {
  end!: (reason: Error) => void;
  /** Why it ended. */
  readonly ended = new Promise<Error>((ended) => (this.end = ended));

  private constructor(
    private readonly library: typeof Redis,
    private readonly client: RedisClient,
    private readonly timeoutMs: number,
  ) {
    client.on('error', this.end);
    void this.ended.then(() => client.isOpen && client.destroy());
  }

  /** @throws when there is no connection within `timeoutMs`. */
  static async open(url: string, timeoutMs: number): Promise<RedisConnection> {
    // Loaded only where there is a Redis: it is a quarter of the modules of a service, which is to start soon.
    const library = await import('redis');
    const connection = new RedisConnection(library, clientOf(library, url, timeoutMs), timeoutMs);
    await connection.ask((client) => client.connect());
    return connection;
  }

  /** @throws ErrorReply when Redis refuses; anything else ends the connection as well, silence for too long included. */
  async ask<T>(command: (client: RedisClient) => Promise<T>): Promise<T> {
    try {
      return await within(this.timeoutMs, () => command(this.client));
    } catch (error) {
      if (!(error instanceof this.library.ErrorReply)) this.end(error as Error);
      throw error;
    }
  }
}
