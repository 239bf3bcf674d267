import type { StreamEntry } from './stream.query';
import { wireOf, type Wire } from './wire';

/** A change as it goes over the wire, made once for everybody. */
export interface WireEntry {
  position: number;
  wire: Wire;
}

/** The latest changes in memory, so that a console which was away for a moment costs no query. */
export class RecentChanges {
  private entries: WireEntry[] = [];
  private size = 0;

  constructor(
    readonly epoch: string,
    /** Position of the last change; those after it are in nobody's hands yet. */
    private last: number,
    private readonly maxEntries: number,
    /** Bytes. */
    private readonly maxSize: number,
  ) {}

  get head(): number {
    return this.last;
  }

  add({ position, kind, data }: StreamEntry): WireEntry {
    const wire = wireOf(`id: ${this.epoch}-${position}\nevent: ${kind}\ndata: ${data}\n\n`);
    const entry = { position, wire };
    this.entries.push(entry);
    this.last = position;
    this.size += wire.plain.length;
    while (this.entries.length > this.maxEntries || this.size > this.maxSize)
      this.size -= this.entries.shift()!.wire.plain.length;
    return entry;
  }

  /** All changes after the position, or undefined when some of them are no longer (or not yet) here. */
  after(position: number): WireEntry[] | undefined {
    if (position > this.last) return undefined;
    const first = this.entries[0]?.position ?? this.last + 1;
    if (position < first - 1) return undefined;
    return this.entries.slice(position - first + 1);
  }

  /** The position that an event id names, when it is one of this board's. */
  positionOf(eventId: string | undefined): number | undefined {
    const [, epoch, digits] = /^(\w{1,16})-(\d{1,15})$/.exec(eventId ?? '') ?? [];
    return epoch === this.epoch ? Number(digits) : undefined;
  }
}
