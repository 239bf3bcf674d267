import type { Latch } from './latch';

/** Who reads which topics of the in-process log in this process. */
export class LogReaders {
  private readonly topicsOf = new Map<Latch, ReadonlySet<string>>();

  add(latch: Latch, topics: readonly string[]): void {
    this.topicsOf.set(latch, new Set(topics));
  }

  delete(latch: Latch): void {
    this.topicsOf.delete(latch);
  }

  /** Wakes those that read any of the topics; the others would only find nothing. */
  wake(topics: readonly string[]): void {
    for (const [latch, read] of this.topicsOf) if (topics.some((topic) => read.has(topic))) latch.wake();
  }
}
