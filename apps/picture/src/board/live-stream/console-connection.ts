import type { ServerResponse } from 'node:http';

/** One console that listens. */
export class ConsoleConnection {
  /** Position of the last change it was sent. */
  sentUpTo = 0;

  constructor(
    private readonly response: ServerResponse,
    /** Bytes that may still wait from before when something new is sent; a slower console is cut off, and resumes. */
    private maxWaiting: number,
  ) {}

  get isOpen(): boolean {
    return !this.response.destroyed && !this.response.writableEnded;
  }

  onClose(listener: () => void): void {
    this.response.once('close', listener);
  }

  /** The first thing that is sent may be large, and takes its time. */
  sendFirst(bytes: Buffer): void {
    this.maxWaiting += bytes.length;
    this.send(bytes);
  }

  /** The bytes are shared with all other consoles: thousands of slow ones take no memory of their own. */
  send(bytes: Buffer): void {
    if (!this.isOpen) return;
    if (this.response.writableLength > this.maxWaiting) this.response.destroy();
    else if (bytes.length > 0) this.response.write(bytes);
  }

  end(): void {
    if (this.isOpen) this.response.end();
  }
}
