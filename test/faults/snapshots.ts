import { setTimeout as pause } from 'node:timers/promises';
import { Database } from '@libs/persistence';
import { brokenNow, type Broken } from './invariants/places';

const EVERY_MS = 2_000;

/** Looks at what has to be true at every moment, again and again while the load runs. */
export class Snapshots {
  taken = 0;
  readonly broken: Broken[] = [];
  private over = false;
  private looking: Promise<void> = Promise.resolve();

  constructor(private readonly databaseUrl: string) {}

  start(): void {
    this.looking = this.look();
  }

  async stop(): Promise<void> {
    this.over = true;
    await this.looking;
  }

  private async look(): Promise<void> {
    let database: Database | undefined;
    while (!this.over) {
      await pause(EVERY_MS);
      try {
        database ??= await Database.open({ url: this.databaseUrl });
        this.broken.push(...(await brokenNow(database)));
        this.taken += 1;
      } catch {
        // The database is down just now: that is part of the run.
      }
    }
    await database?.close().catch(() => undefined);
  }
}
