import { createGunzip } from 'node:zlib';
import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import { eventually } from '@libs/testing';

/** What a console has heard: server-sent events, in order. */
export interface Heard {
  id?: string;
  event: string;
  data: any; // eslint-disable-line @typescript-eslint/no-explicit-any -- JSON of whatever kind
}

/** A console that listens to the live stream. */
export class ConsoleInTest {
  readonly heard: Heard[] = [];
  isOpen = true;
  private rest = '';
  private hasLeft = false;

  private constructor(
    private readonly outgoing: ClientRequest,
    readonly response: IncomingMessage,
  ) {
    const decoder = new TextDecoder();
    const isPacked = response.headers['content-encoding'] === 'gzip';
    const stream = isPacked ? response.pipe(createGunzip().on('error', () => undefined)) : response;
    stream.on('data', (chunk: Buffer) => this.read(decoder.decode(chunk, { stream: true })));
    for (const end of ['end', 'close', 'error']) response.on(end, () => (this.isOpen = false));
  }

  static connect(url: string, headers: Record<string, string>): Promise<ConsoleInTest> {
    return new Promise((done, fail) => {
      const outgoing = request(url, { headers, agent: false });
      outgoing.once('error', fail);
      outgoing.once('response', (response) => {
        outgoing.on('error', () => undefined);
        done(new ConsoleInTest(outgoing, response));
      });
      outgoing.end();
    });
  }

  /** The id to come back with. */
  get lastEventId(): string | undefined {
    return this.heard.findLast(({ id }) => id !== undefined)?.id;
  }

  /** What was heard, pings left out. */
  get changes(): Heard[] {
    return this.heard.filter(({ event }) => event !== 'ping');
  }

  hears(count: number): Promise<unknown> {
    return eventually(() => this.changes.length >= count || Promise.reject(new Error(`heard ${this.changes.length}`)));
  }

  /** What is still on its way is not heard any more. */
  leave(): void {
    this.hasLeft = true;
    this.outgoing.destroy();
  }

  private read(chunk: string): void {
    if (this.hasLeft) return;
    const blocks = (this.rest + chunk).split('\n\n');
    this.rest = blocks.pop()!;
    for (const block of blocks) {
      const fields = Object.fromEntries(block.split('\n').map((line) => line.split(/: (.*)/s).slice(0, 2)));
      if (fields.data !== undefined)
        this.heard.push({ id: fields.id, event: fields.event, data: JSON.parse(fields.data) });
    }
  }
}
