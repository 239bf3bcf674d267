import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Wakes } from '@libs/cache';
import { createLogger, Metrics } from '@libs/observability';
import { PICTURE_CONFIG, type PictureConfig } from '../../picture.config';
import type { ConsoleConnection } from './console-connection';
import { RecentChanges, type WireEntry } from './recent-changes';
import { StreamQuery, type BoardSnapshot } from './stream.query';
import { join, wireOf, type Wire } from './wire';

/** What is sent to all processes of the picture after a commit. */
export const BOARD_CHANGED = 'picture.board';

/** Changes that are read and sent together. */
const ROUND = 500;

type SharedSnapshot = BoardSnapshot & { wire: Wire };

const wireOfAll = (entries: readonly WireEntry[]): Wire => join(entries.map(({ wire }) => wire));

/**
 * Sends every change of the board to every console. One reader per process, whatever the number of consoles; a
 * snapshot is made once for all who need it, and serves until the changes after it are no longer in memory.
 */
@Injectable()
export class LiveStream implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = createLogger('picture.live-stream');
  private readonly consoles = new Set<ConsoleConnection>();
  private recent?: RecentChanges;
  private shared?: SharedSnapshot;
  private making?: Promise<void>;
  private remembering?: Promise<RecentChanges>;
  private reading?: Promise<void>;
  private isBehind = false;
  private isOver = false;
  private isFailing = false;
  private timers: NodeJS.Timeout[] = [];

  constructor(
    private readonly stream: StreamQuery,
    private readonly wakes: Wakes,
    @Inject(PICTURE_CONFIG) private readonly config: PictureConfig,
    metrics: Metrics,
  ) {
    metrics.gauge('picture_consoles', 'Consoles that listen to the live stream', [], (gauge) =>
      gauge.set(this.consoles.size),
    );
  }

  async onApplicationBootstrap(): Promise<void> {
    this.timers.push(setInterval(() => void this.poll(), this.config.streamPollMs));
    this.timers.push(setInterval(() => this.ping(), this.config.streamPingMs));
    this.wakes.listen(BOARD_CHANGED, () => this.wake());
    this.wake();
  }

  /** Ends every stream at once; the consoles come back to whatever serves next. */
  async beforeApplicationShutdown(): Promise<void> {
    this.isOver = true;
    this.timers.forEach(clearInterval);
    for (const console of this.consoles) console.end();
    this.consoles.clear();
    await this.reading;
  }

  /** Something was committed, here or in another process: read it. A slow poll calls it as well. */
  wake(): void {
    if (this.isOver) return;
    this.isBehind = true;
    this.reading ??= this.read().finally(() => {
      this.reading = undefined;
    });
  }

  /** The board as JSON text, shared by all who ask. */
  async snapshot(): Promise<BoardSnapshot> {
    return this.sharedSnapshot(0);
  }

  /** Sends what the console has missed since `lastEventId`, or else the whole board; and then every change. */
  async join(console: ConsoleConnection, lastEventId: string | undefined): Promise<void> {
    try {
      await this.catchUp(console, lastEventId);
    } catch (error) {
      this.failed(error);
      return console.end();
    }
    if (this.isOver || !console.isOpen) return console.end();
    this.consoles.add(console);
    console.onClose(() => this.consoles.delete(console));
  }

  private async catchUp(console: ConsoleConnection, lastEventId: string | undefined): Promise<void> {
    if (await this.isAheadOfUs(lastEventId)) {
      this.wake();
      await this.reading;
    }
    const recent = await this.remembered();
    const known = recent.positionOf(lastEventId);
    const missed = known === undefined ? undefined : recent.after(known);
    if (missed !== undefined) {
      console.sentUpTo = recent.head;
      console.sendFirst(wireOfAll(missed));
    } else {
      const { position, wire } = await this.sharedSnapshot(this.config.snapshotMaxChangesBehind);
      // It may be some changes old, or newer than what was read here so far: the rest follows, and nothing comes twice.
      const since = this.recent?.after(position) ?? [];
      console.sentUpTo = since.at(-1)?.position ?? position;
      console.sendFirst(join([wire, ...since.map((entry) => entry.wire)]));
    }
  }

  /** Another process has sent it changes that were not read here yet. */
  private async isAheadOfUs(lastEventId: string | undefined): Promise<boolean> {
    const recent = await this.remembered();
    return (recent.positionOf(lastEventId) ?? 0) > recent.head;
  }

  /** The net for wakes that were lost, and for a board that was built anew. */
  private async poll(): Promise<void> {
    try {
      const { recent } = this;
      const known = recent?.head ?? 0;
      const { epoch, position } = await this.stream.head();
      if (recent === undefined || recent !== this.recent) return this.wake();
      // Compared with what was known before the look: a change may have been read while it was on its way.
      if (epoch === recent.epoch && position >= known) return position > recent.head ? this.wake() : undefined;
      this.recent = undefined;
      this.shared = undefined;
      // They come back by themselves and get the new board.
      for (const console of this.consoles) console.end();
    } catch (error) {
      this.failed(error);
    }
  }

  private async read(): Promise<void> {
    try {
      while (this.isBehind && !this.isOver) {
        this.isBehind = false;
        const recent = await this.remembered();
        const changes = await this.stream.after(recent.head, ROUND);
        this.isFailing = false;
        this.broadcast(changes.map((change) => recent.add(change)));
        if (changes.length === ROUND) this.isBehind = true;
      }
    } catch (error) {
      this.failed(error);
    }
  }

  /** The next poll tries again, and consoles stay connected. Said once per outage. */
  private failed(error: unknown): void {
    if (!this.isFailing) this.log.warn({ err: error }, 'the live stream could not be read; trying again');
    this.isFailing = true;
  }

  private broadcast(entries: readonly WireEntry[]): void {
    const last = entries.at(-1)?.position;
    if (last === undefined) return;
    const all = wireOfAll(entries);
    for (const console of this.consoles) {
      const { sentUpTo } = console;
      console.sentUpTo = Math.max(sentUpTo, last);
      if (sentUpTo < entries[0]!.position) console.send(all);
      // One that has just come may have got a part of them with its snapshot.
      else if (sentUpTo < last) console.send(wireOfAll(entries.filter(({ position }) => position > sentUpTo)));
    }
  }

  /** What came last, read from the database once: a restart does not send the whole board to everybody. */
  private async remembered(): Promise<RecentChanges> {
    if (this.recent !== undefined) return this.recent;
    this.remembering ??= this.remember().finally(() => {
      this.remembering = undefined;
    });
    return this.remembering;
  }

  private async remember(): Promise<RecentChanges> {
    const { epoch, position } = await this.stream.head();
    const { streamMemoryEntries, streamMemoryBytes } = this.config;
    const start = Math.max(0, position - streamMemoryEntries);
    const recent = new RecentChanges(epoch, start, streamMemoryEntries, streamMemoryBytes);
    for (;;) {
      const changes = await this.stream.after(recent.head, ROUND);
      for (const change of changes) recent.add(change);
      if (changes.length < ROUND) break;
    }
    this.recent = recent;
    return recent;
  }

  /** At most so many changes old: those who listen get the changes since then as well. */
  private async sharedSnapshot(maxBehind: number): Promise<SharedSnapshot> {
    const recent = await this.remembered();
    // One that is being made may have begun before the last change; the next one has not.
    for (let round = 0; round < 2 && !this.isFresh(recent, maxBehind); round++) {
      this.making ??= this.makeSnapshot().finally(() => {
        this.making = undefined;
      });
      await this.making;
    }
    return this.shared!;
  }

  private isFresh(recent: RecentChanges, maxBehind: number): boolean {
    if (this.shared === undefined) return false;
    // It may also be newer than what has been read here.
    if (this.shared.position >= recent.head) return true;
    const since = recent.after(this.shared.position);
    return since !== undefined && since.length <= maxBehind;
  }

  private async makeSnapshot(): Promise<void> {
    const made = await this.stream.snapshot(this.config.timeZone);
    const text = `id: ${made.epoch}-${made.position}\nevent: snapshot\ndata: ${made.data}\n\n`;
    this.shared = { ...made, wire: wireOf(text) };
  }

  private ping(): void {
    const ping = wireOf(`event: ping\ndata: {"at":"${new Date().toISOString()}"}\n\n`);
    for (const console of this.consoles) console.send(ping);
  }
}
