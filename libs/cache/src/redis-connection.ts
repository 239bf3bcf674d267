import { within } from '@libs/observability';
import { createClient, ErrorReply } from 'redis';

export type RedisClient = ReturnType<typeof clientOf>;

// The client's own queue and reconnecting are not used: its `connect()` never settles without a server, and what was
// written to a server that hangs has no time-out.
const clientOf = (url: string, timeoutMs: number) =>
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
    private readonly client: RedisClient,
    private readonly timeoutMs: number,
  ) {
    client.on('error', this.end);
    void this.ended.then(() => client.isOpen && client.destroy());
  }

  /** @throws when there is no connection within `timeoutMs`. */
  static async open(url: string, timeoutMs: number): Promise<RedisConnection> {
    const connection = new RedisConnection(clientOf(url, timeoutMs), timeoutMs);
    await connection.ask((client) => client.connect());
    return connection;
  }

  /** @throws ErrorReply when Redis refuses; anything else ends the connection as well, silence for too long included. */
  async ask<T>(command: (client: RedisClient) => Promise<T>): Promise<T> {
    try {
      return await within(this.timeoutMs, () => command(this.client));
    } catch (error) {
      if (!(error instanceof ErrorReply)) this.end(error as Error);
      throw error;
    }
  }
}
