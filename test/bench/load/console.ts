import { request, type ClientRequest } from 'node:http';

/** A console: it listens to server-sent events and says which warnings it has been shown. */
export class Console {
  private outgoing: ClientRequest | undefined;
  private rest = '';
  private lastEventId: string | undefined;

  constructor(
    /** An identifier of the benchmark's own, in whatever an event says. */
    private readonly identifiers: RegExp,
    private readonly onShown: (identifier: string) => void,
  ) {}

  /** Listens; comes back to where it was if it has listened before. Resolves with the first event. */
  async listen(url: string, headers: Record<string, string>): Promise<void> {
    this.leave();
    this.rest = '';
    const resume = this.lastEventId === undefined ? {} : { 'last-event-id': this.lastEventId };
    await new Promise<void>((begun, failed) => {
      const outgoing = request(url, { headers: { ...headers, ...resume }, agent: false }, (answer) => {
        if (answer.statusCode !== 200) return failed(new Error(`the stream answers ${answer.statusCode}`));
        answer.setEncoding('utf8');
        answer.on('error', () => undefined);
        answer.on('data', (chunk: string) => {
          begun();
          this.read(chunk);
        });
      });
      outgoing.on('error', failed);
      outgoing.end();
      this.outgoing = outgoing;
    });
  }

  leave(): void {
    this.outgoing?.on('error', () => undefined);
    this.outgoing?.destroy();
    this.outgoing = undefined;
  }

  private read(chunk: string): void {
    const text = this.rest + chunk;
    const end = text.lastIndexOf('\n\n');
    this.rest = end === -1 ? text : text.slice(end + 2);
    if (end === -1) return;
    const events = text.slice(0, end);
    for (const [identifier] of events.matchAll(this.identifiers)) this.onShown(identifier);
    const lastId = events.lastIndexOf('id: ');
    if (lastId !== -1) this.lastEventId = /id: (.*)/.exec(events.slice(lastId))![1];
  }
}
