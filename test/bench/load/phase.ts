import { setTimeout as pause } from 'node:timers/promises';
import { quantile } from '../statistics';
import { sampleOf, type AlertSample } from './alert';
import { Console } from './console';
import { atFullSpeed, atRate, Sender } from './sender';

/** A way from a post to a console: the product, or a thin path. */
export interface AlertPath {
  name: string;
  /** Posts are spread over these. */
  postUrls: readonly string[];
  bodyOf(sample: AlertSample): string;
  streamUrl: string;
  /** Headers of now: tokens run out. */
  headers(): Promise<{ post: Record<string, string>; stream: Record<string, string> }>;
  /** How many alerts everything behind has taken in; absent where there is nothing but the console. */
  taken?(): Promise<number>;
  /** Waits until nothing is under way behind the console either, so that the next phase begins in a quiet product. */
  settle?(): Promise<void>;
  stop(): Promise<void>;
}

/** Times in ms from the beginning of a post, and what became of the posts. */
export interface PhaseFigures {
  acknowledgedP50: number;
  acknowledgedP99: number;
  shownP50: number;
  shownP95: number;
  shownP99: number;
  /** Alerts per second, from the first post until the last one was shown and taken in everywhere. */
  sustained: number;
}

/** Longest wait for what was posted, ms: after it an alert counts as missing. */
const PATIENCE_MS = 30_000;
const CLIENTS = 32;

/** Posts to one path, and watches its console. */
export class Load {
  /** Alerts of all phases so far. */
  posted = 0;
  /** Alerts of all phases so far that were accepted and never shown: one is too many, whatever the median. */
  missing = 0;
  private readonly sender = new Sender();
  private readonly sentAt = new Map<string, number>();
  private readonly console: Console;
  private acknowledged: number[] = [];
  private shown: number[] = [];
  private lastShownAt = 0;

  constructor(
    private readonly path: AlertPath,
    /** Makes identifiers unique over the whole run. */
    private readonly prefix: string,
  ) {
    this.console = new Console(new RegExp(`${prefix}-\\d+`, 'g'), (identifier) => this.show(identifier));
  }

  /** @param perSecond posts, or as many as 32 clients can. */
  async phase(perSecond: number | undefined, seconds: number): Promise<PhaseFigures & Record<string, number>> {
    const headers = await this.path.headers();
    await this.console.listen(this.path.streamUrl, headers.stream);
    this.acknowledged = [];
    this.shown = [];
    const takenBefore = (await this.path.taken?.()) ?? 0;
    const postedBefore = this.posted;
    const began = performance.now();
    const send = (): Promise<void> => this.post(headers.post);
    await (perSecond === undefined ? atFullSpeed(CLIENTS, seconds, send) : atRate(perSecond, seconds, send));
    const count = this.posted - postedBefore;
    const takenAt = await this.wait(takenBefore + count);
    this.missing += this.sentAt.size;
    this.sentAt.clear();
    await this.path.settle?.();
    return {
      acknowledgedP50: quantile(this.acknowledged, 0.5),
      acknowledgedP99: quantile(this.acknowledged, 0.99),
      shownP50: quantile(this.shown, 0.5),
      shownP95: quantile(this.shown, 0.95),
      shownP99: quantile(this.shown, 0.99),
      sustained: (1000 * this.shown.length) / (Math.max(this.lastShownAt, takenAt) - began),
    };
  }

  close(): void {
    this.console.leave();
    this.sender.close();
  }

  private async post(headers: Record<string, string>): Promise<void> {
    const number = this.posted++;
    const identifier = `${this.prefix}-${number}`;
    const body = this.path.bodyOf(sampleOf(identifier));
    const urls = this.path.postUrls;
    const at = performance.now();
    this.sentAt.set(identifier, at);
    const status = await this.sender.post(urls[number % urls.length]!, headers, body);
    if (status !== 202) throw new Error(`${this.path.name} answered ${status}`);
    this.acknowledged.push(performance.now() - at);
  }

  private show(identifier: string): void {
    const at = this.sentAt.get(identifier);
    if (at === undefined) return;
    this.lastShownAt = performance.now();
    this.shown.push(this.lastShownAt - at);
    this.sentAt.delete(identifier);
  }

  /** @returns when everything had been taken in, as far as can be told. */
  private async wait(taken: number): Promise<number> {
    const until = performance.now() + PATIENCE_MS;
    while (this.sentAt.size > 0 && performance.now() < until) await pause(10);
    while (this.path.taken && (await this.path.taken()) < taken && performance.now() < until) await pause(20);
    return this.path.taken ? performance.now() : 0;
  }
}
