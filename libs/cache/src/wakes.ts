import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CACHE_CONFIG, type CacheConfig } from './cache.config';
import { RedisLink } from './redis-link';

/**
 * Tells whoever waits that there is something to look at: in this process at once, in others through Redis. It carries
 * nothing else, and may be lost: whoever listens also looks by himself from time to time.
 */
@Injectable()
export class Wakes {
  private readonly self = randomUUID();
  private readonly listeners = new Map<string, (() => void)[]>();
  private readonly sending = new Map<string, 'once' | 'again'>();

  constructor(
    private readonly link: RedisLink,
    @Inject(CACHE_CONFIG) private readonly config: CacheConfig,
  ) {}

  /** Calls the listener at each wake, and when wakes of others may have been missed; for as long as the process lives. */
  listen(name: string, listener: () => void): void {
    const known = this.listeners.get(name);
    this.listeners.set(name, [...(known ?? []), listener]);
    if (known) return;
    this.link.subscribe(this.channel(name), (sender) => {
      if (sender !== this.self) this.wakeHere(name);
    });
  }

  /** Never fails and never waits. Many at once become few. */
  send(name: string): void {
    this.wakeHere(name);
    if (this.sending.has(name)) this.sending.set(name, 'again');
    else if (this.link.isUp) void this.publish(name);
  }

  private async publish(name: string): Promise<void> {
    do {
      this.sending.set(name, 'once');
      await this.link.ask((client) => client.publish(this.channel(name), this.self)).catch(() => undefined);
    } while (this.sending.get(name) === 'again' && this.link.isUp);
    this.sending.delete(name);
  }

  private wakeHere(name: string): void {
    this.listeners.get(name)?.forEach((listener) => listener());
  }

  private readonly channel = (name: string): string => `${this.config.prefix}:wake:${name}`;
}
