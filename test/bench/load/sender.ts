import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

interface Address {
  host: string;
  port: string;
  path: string;
}

/** Posts over connections that are kept open; the same for ours and for raw. */
export class Sender {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 64 });
  private readonly addresses = new Map<string, Address>();

  /** @returns the status of the answer, once all of it is here. */
  post(url: string, headers: Record<string, string>, body: string): Promise<number> {
    return new Promise((resolve, reject) => {
      const outgoing = request(
        {
          ...this.addressOf(url),
          method: 'POST',
          agent: this.agent,
          headers: { ...headers, 'content-length': Buffer.byteLength(body) },
        },
        (answer) => {
          answer.resume();
          answer.on('end', () => resolve(answer.statusCode!));
          answer.on('error', reject);
        },
      );
      // A connection that was idle may be closed from the other side just now: Node asks its users to send again.
      outgoing.on('error', (error: NodeJS.ErrnoException) => {
        if (outgoing.reusedSocket && error.code === 'ECONNRESET') resolve(this.post(url, headers, body));
        else reject(error);
      });
      outgoing.end(body);
    });
  }

  close(): void {
    this.agent.destroy();
  }

  /** Read once: the load takes its processor time from what it measures. */
  private addressOf(url: string): Address {
    let address = this.addresses.get(url);
    if (!address) {
      const { hostname, port, pathname } = new URL(url);
      this.addresses.set(url, (address = { host: hostname, port, path: pathname }));
    }
    return address;
  }
}

/** Begins `send` so many times a second, whether or not the ones before are done: as the world does. */
export async function atRate(perSecond: number, seconds: number, send: () => Promise<void>): Promise<void> {
  const began = performance.now();
  const all: Promise<void>[] = [];
  for (let i = 0; i < perSecond * seconds; i++) {
    const wait = began + (i * 1000) / perSecond - performance.now();
    if (wait > 1) await pause(wait);
    const sending = send();
    // What fails is told of at the end, and not as a rejection that nobody handles.
    sending.catch(() => undefined);
    all.push(sending);
  }
  await Promise.all(all);
}

/** So many clients, each of which sends again as soon as it has its answer. */
export async function atFullSpeed(clients: number, seconds: number, send: () => Promise<void>): Promise<void> {
  const until = performance.now() + seconds * 1000;
  const one = async (): Promise<void> => {
    while (performance.now() < until) await send();
  };
  await Promise.all(Array.from({ length: clients }, one));
}
