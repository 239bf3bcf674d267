import type { ServerResponse } from 'node:http';
import { beginOf, type Wire } from './wire';

/** One console that listens. */
export class ConsoleConnection {
  /** Position of the last change it was sent. */
  sentUpTo = 0;

  private constructor(
    private readonly response: ServerResponse,
    private readonly form: keyof Wire,
    /** Bytes that may still wait from before when something new is sent; a slower console is cut off, and resumes. */
    private maxWaiting: number,
  ) {}

  /** Answers 200 and begins the stream, packed where the console accepts gzip. */
  static begin(response: ServerResponse, acceptEncoding: string | undefined, maxWaiting: number): ConsoleConnection {
    const isPacked = /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/i.test(acceptEncoding ?? '');
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      vary: 'accept-encoding',
      'x-accel-buffering': 'no',
      ...(isPacked ? { 'content-encoding': 'gzip' } : {}),
    });
    response.socket?.setNoDelay(true);
    const console = new ConsoleConnection(response, isPacked ? 'packed' : 'plain', maxWaiting);
    // Not the same for all, so that thousands of consoles do not come back in the same moment.
    console.send(beginOf(`retry: ${1_000 + Math.floor(Math.random() * 2_000)}\n\n`));
    return console;
  }

  get isOpen(): boolean {
    return !this.response.destroyed && !this.response.writableEnded;
  }

  onClose(listener: () => void): void {
    this.response.once('close', listener);
  }

  /** The first thing that is sent may be large, and takes its time. */
  sendFirst(wire: Wire): void {
    this.maxWaiting += wire[this.form].length;
    this.send(wire);
  }

  /** The bytes are shared with all other consoles: thousands of slow ones take no memory of their own. */
  send(wire: Wire): void {
    if (!this.isOpen) return;
    const bytes = wire[this.form];
    if (this.response.writableLength > this.maxWaiting) this.response.destroy();
    else if (bytes.length > 0) this.response.write(bytes);
  }

  end(): void {
    if (this.isOpen) this.response.end();
  }
}
