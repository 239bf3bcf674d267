import { setTimeout as pause } from 'node:timers/promises';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import type { Logger } from '@libs/observability';

/** What is done again and again. */
export interface Rounds {
  /** One round; the signal says that the process is ending. */
  work: (ending: AbortSignal) => Promise<unknown>;
  /** From the end of a round to the next one, ms. */
  everyMs: number;
  log: Logger;
  /** What is logged when a round fails; the next one comes all the same. */
  failed: string;
  /** Rounds side by side, each by itself. */
  atOnce?: number;
  /**
   * `needed`: the process does not start before the first round has been done, nor when it fails. `later`: the first
   * round comes after a pause. Otherwise it comes with the start, which does not wait for it.
   */
  first?: 'needed' | 'later';
}

/**
 * A timer of a service: rounds that never overlap, however long one takes, that an error does not end, and that are
 * finished before the process ends. (Timers of @nestjs/schedule overlap, and are cut off at the end.)
 */
export abstract class IntervalJob implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly ending = new AbortController();
  private pausing = new AbortController();
  private running: Promise<unknown> = Promise.resolve();
  private isWanted = false;

  constructor(private readonly rounds: Rounds) {}

  async onApplicationBootstrap(): Promise<void> {
    const { first, atOnce = 1, work } = this.rounds;
    if (first === 'needed') await work(this.ending.signal);
    this.running = Promise.all(Array.from({ length: atOnce }, () => this.goOn(first !== undefined)));
  }

  async onModuleDestroy(): Promise<void> {
    this.ending.abort();
    this.pausing.abort();
    await this.running;
  }

  /** There is something to do: no pause before the next round. One function for all calls. */
  readonly wake = (): void => {
    this.isWanted = true;
    this.pausing.abort();
  };

  private async goOn(pausesFirst: boolean): Promise<void> {
    const { work, log, failed } = this.rounds;
    if (pausesFirst) await this.pause();
    while (!this.ending.signal.aborted) {
      this.isWanted = false;
      await work(this.ending.signal).catch((error: unknown) => log.error({ err: error }, failed));
      await this.pause();
    }
  }

  private async pause(): Promise<void> {
    if (this.isWanted || this.ending.signal.aborted) return;
    if (this.pausing.signal.aborted) this.pausing = new AbortController();
    await pause(this.rounds.everyMs, undefined, { signal: this.pausing.signal }).catch(() => undefined);
  }
}
