export interface ExecutorOptions<Item> {
  /** Work at once: single items and batches. */
  slots: number;
  /** Items of one batch. */
  most: number;
  /** What an item may be handled together with; undefined when it goes by itself. */
  kindOf: (item: Item) => unknown;
  /** One item, or several of one kind in the order in which they came. */
  work: (items: Item[]) => Promise<void>;
}

interface Queued<Item> {
  place: number;
  item: Item;
}

/**
 * Runs work one at a time per key, over a bounded number of slots: a slow key holds up nobody but itself. Items of one
 * kind go together, one batch of a kind at a time: what comes while it is at work is the next one.
 */
export class KeyedExecutor<Item> {
  private readonly queues = new Map<string, Queued<Item>[]>();
  private readonly atWork = new Set<string>();
  /** Keys whose first item waits, by its kind. */
  private readonly ready = new Map<unknown, string[]>();
  private readonly busyKinds = new Set<unknown>();
  private running = 0;
  private unfinished = 0;
  private waiting = 0;
  private places = 0;
  private isStarting = false;
  private idle: (() => void)[] = [];

  constructor(private readonly options: ExecutorOptions<Item>) {}

  /** Items accepted and not finished. */
  get outstanding(): number {
    return this.waiting + this.unfinished;
  }

  add(key: string, item: Item): void {
    this.waiting++;
    const queued = { place: this.places++, item };
    const queue = this.queues.get(key);
    if (queue) queue.push(queued);
    else {
      this.queues.set(key, [queued]);
      this.makeReady(key);
      this.startSoon();
    }
  }

  /** Forgets what has not begun. */
  dropQueued(): void {
    this.waiting = 0;
    this.ready.clear();
    // Keys at work keep an empty queue, so that a new message of theirs still waits for the old one.
    for (const [key, queue] of this.queues) {
      if (this.atWork.has(key)) queue.length = 0;
      else this.queues.delete(key);
    }
  }

  /** Settles when nothing is at work and nothing waits. */
  async drained(): Promise<void> {
    if (this.outstanding > 0) await new Promise<void>((resolve) => this.idle.push(resolve));
  }

  private makeReady(key: string): void {
    const kind = this.options.kindOf(this.queues.get(key)![0]!.item);
    const keys = this.ready.get(kind);
    if (keys) keys.push(key);
    else this.ready.set(kind, [key]);
  }

  /** After the present fetch has been handed over, so that a batch forms. */
  private startSoon(): void {
    if (this.isStarting) return;
    this.isStarting = true;
    setImmediate(() => {
      this.isStarting = false;
      this.start();
    });
  }

  private start(): void {
    for (const [kind, keys] of this.ready) {
      if (kind === undefined) while (this.isFree && keys.length > 0) this.run(kind, keys, 1);
      else if (this.isFree && !this.busyKinds.has(kind)) this.run(kind, keys, this.options.most);
      if (keys.length === 0) this.ready.delete(kind);
    }
  }

  private get isFree(): boolean {
    return this.running < this.options.slots;
  }

  private run(kind: unknown, keys: string[], most: number): void {
    const taken: Queued<Item>[] = [];
    const held: string[] = [];
    while (keys.length > 0 && taken.length < most) {
      const key = keys.shift()!;
      const queue = this.queues.get(key)!;
      do taken.push(queue.shift()!);
      while (taken.length < most && queue.length > 0 && this.options.kindOf(queue[0]!.item) === kind);
      held.push(key);
      this.atWork.add(key);
    }
    this.waiting -= taken.length;
    this.unfinished += taken.length;
    this.running++;
    if (kind !== undefined) this.busyKinds.add(kind);
    const items = taken.sort((a, b) => a.place - b.place).map(({ item }) => item);
    void this.options.work(items).finally(() => this.finish(kind, held, items.length));
  }

  private finish(kind: unknown, held: string[], count: number): void {
    this.running--;
    this.unfinished -= count;
    this.busyKinds.delete(kind);
    for (const key of held) {
      this.atWork.delete(key);
      if (this.queues.get(key)!.length > 0) this.makeReady(key);
      else this.queues.delete(key);
    }
    this.start();
    if (this.outstanding === 0) for (const resolve of this.idle.splice(0)) resolve();
  }
}
