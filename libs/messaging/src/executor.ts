/** Runs work one at a time per key, over a bounded number of slots: a slow key holds up nobody but itself. */
export class KeyedExecutor<Item> {
  private readonly queues = new Map<string, Item[]>();
  private readonly ready: string[] = [];
  private readonly atWork = new Set<string>();
  private running = 0;
  private waiting = 0;
  private idle: (() => void)[] = [];

  constructor(
    private readonly slots: number,
    private readonly work: (item: Item) => Promise<void>,
  ) {}

  /** Items accepted and not finished. */
  get outstanding(): number {
    return this.waiting + this.running;
  }

  add(key: string, item: Item): void {
    this.waiting++;
    const queue = this.queues.get(key);
    if (queue) queue.push(item);
    else {
      this.queues.set(key, [item]);
      this.ready.push(key);
      this.start();
    }
  }

  /** Forgets what has not begun. */
  dropQueued(): void {
    this.waiting = 0;
    this.ready.length = 0;
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

  private start(): void {
    while (this.running < this.slots && this.ready.length > 0) {
      const key = this.ready.shift()!;
      const queue = this.queues.get(key)!;
      const item = queue.shift()!;
      this.atWork.add(key);
      this.waiting--;
      this.running++;
      void this.work(item).finally(() => this.finish(key, queue));
    }
  }

  private finish(key: string, queue: Item[]): void {
    this.atWork.delete(key);
    this.running--;
    if (queue.length > 0) this.ready.push(key);
    else this.queues.delete(key);
    this.start();
    if (this.outstanding === 0) for (const resolve of this.idle.splice(0)) resolve();
  }
}

/** Runs work on everything that waits, up to a bound, one batch at a time. */
export class BatchExecutor<Item> {
  private queue: Item[] = [];
  private busy = false;
  private running = 0;
  private idle: (() => void)[] = [];

  constructor(
    private readonly most: number,
    private readonly work: (items: Item[]) => Promise<void>,
  ) {}

  get outstanding(): number {
    return this.queue.length + this.running;
  }

  add(_key: string, item: Item): void {
    this.queue.push(item);
    if (!this.busy) {
      this.busy = true;
      // After the present fetch has been handed over, so that a batch forms.
      setImmediate(() => void this.loop());
    }
  }

  dropQueued(): void {
    this.queue = [];
  }

  async drained(): Promise<void> {
    if (this.outstanding > 0) await new Promise<void>((resolve) => this.idle.push(resolve));
  }

  private async loop(): Promise<void> {
    while (this.queue.length > 0) {
      const items = this.queue.splice(0, this.most);
      this.running = items.length;
      await this.work(items);
      this.running = 0;
    }
    this.busy = false;
    for (const resolve of this.idle.splice(0)) resolve();
  }
}
