import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createClient } from 'redis';
import { freePort } from '../../../tools/kafka/free-port';
import { eventually } from './eventually';

/** A Redis of its own for a test, which keeps nothing on disk. */
export interface RedisInTest {
  readonly url: string;
  /** Sends a command as `redis-cli` does: `tell('CONFIG', 'SET', 'min-replicas-to-write', '1')`. */
  tell(...words: string[]): Promise<unknown>;
  /** SIGTERM, or another signal; waits for the end. */
  stop(signal?: NodeJS.Signals): Promise<void>;
  /** Keeps its connections and answers nothing, until `goOn`. */
  hang(): void;
  goOn(): void;
  /** Again, empty, at the same address. */
  start(): Promise<void>;
}

/** Whether tests with Redis can be run. */
export const redisAvailable = (): boolean => !process.env.FENGHUO_TEST_REDIS_MISSING;

/** Starts `redis-server` from the path on a free port. */
export async function startRedis(): Promise<RedisInTest> {
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  let server: ChildProcess | undefined;
  // A worker that is ended in the middle of a test leaves none behind.
  const atExit = () => server?.kill('SIGKILL');

  const tell = async (...words: string[]): Promise<unknown> => {
    const client = createClient({ url, socket: { reconnectStrategy: false } });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return await client.sendCommand(words);
    } finally {
      client.destroy();
    }
  };
  const redis: RedisInTest = {
    url,
    tell,
    hang: () => void server?.kill('SIGSTOP'),
    goOn: () => void server?.kill('SIGCONT'),
    async start() {
      const options = ['--bind', '127.0.0.1', '--port', `${port}`, '--save', ''];
      server = spawn('redis-server', options, { stdio: 'ignore' });
      process.once('exit', atExit);
      await eventually(() => tell('PING'));
    },
    async stop(signal = 'SIGTERM') {
      const running = server;
      server = undefined;
      process.off('exit', atExit);
      if (!running || running.exitCode !== null || running.signalCode !== null) return;
      const ended = once(running, 'exit');
      running.kill(signal);
      await ended;
    },
  };
  await redis.start();
  return redis;
}
