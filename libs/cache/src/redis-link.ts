import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, Optional, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { createLogger, Metrics, Readiness } from '@libs/observability';
import { CACHE_CONFIG, type CacheConfig } from './cache.config';
import { RedisConnection, type RedisClient } from './redis-connection';

/** Keeps a connection to Redis, of which nothing is expected: it is made in the background, and again whenever it ended. */
@Injectable()
export class RedisLink implements OnModuleInit, OnApplicationShutdown {
  private readonly log = createLogger('cache');
  private readonly channels = new Map<string, (message: string) => void>();
  private readonly over = new AbortController();
  private connection?: RedisConnection;
  private trouble?: string;

  constructor(
    @Inject(CACHE_CONFIG) private readonly config: CacheConfig,
    @Optional() metrics?: Metrics,
    @Optional() readiness?: Readiness,
  ) {
    if (!config.url) return;
    metrics?.gauge('redis_up', 'Whether Redis is connected; without it the process decides by itself', [], (gauge) =>
      gauge.set(this.connection ? 1 : 0),
    );
    // Never a reason to send no work here: nothing is in Redis that would be missed.
    readiness?.register('redis', async () => ({ ok: true, detail: this.state }));
  }

  get isUp(): boolean {
    return this.connection !== undefined;
  }

  /** For an operator. */
  get state(): string {
    if (this.connection) return 'connected';
    return `not connected${this.trouble ? ` (${this.trouble})` : ''}; this process decides by itself`;
  }

  onModuleInit(): void {
    if (this.config.url) void this.keepConnected(this.config.url);
  }

  onApplicationShutdown(): void {
    this.over.abort();
    this.connection?.end(new Error('the process ends'));
  }

  /** Hears what is published on the channel, and an empty text when it could not for a while. One listener per channel. */
  subscribe(channel: string, listener: (message: string) => void): void {
    this.channels.set(channel, listener);
    this.connection
      ?.ask((client) => client.subscribe(channel, listener))
      .then(
        () => listener(''),
        (error: Error) => this.connection?.end(error),
      );
  }

  /** @throws when Redis is not connected, refuses, or does not answer in time. */
  async ask<T>(command: (client: RedisClient) => Promise<T>): Promise<T> {
    if (!this.connection) throw new Error('Redis is not connected');
    return this.connection.ask(command);
  }

  private async keepConnected(url: string): Promise<void> {
    while (!this.over.signal.aborted) {
      const reason = await this.stayConnected(url).catch((error: unknown) => error as Error);
      this.connection = undefined;
      if (this.trouble === undefined && !this.over.signal.aborted)
        this.log.warn({ err: reason }, 'Redis is away; going on without it');
      this.trouble = reason.message;
      // Not all processes in the same moment.
      await pause(this.config.pauseMs * (0.5 + Math.random()), undefined, this.over).catch(() => undefined);
    }
  }

  /** Answers why the connection ended. */
  private async stayConnected(url: string): Promise<Error> {
    const { timeoutMs, pauseMs } = this.config;
    const connection = await RedisConnection.open(url, timeoutMs);
    // A connection on which nothing is asked may be dead for hours before anybody notices.
    const pings = setInterval(() => void connection.ask((client) => client.ping()).catch(() => undefined), pauseMs);
    try {
      for (const [channel, listener] of this.channels)
        await connection.ask((client) => client.subscribe(channel, listener));
      if (this.over.signal.aborted) connection.end(new Error('the process ends'));
      this.connection = connection;
      if (this.trouble !== undefined) this.log.info('Redis is back');
      this.trouble = undefined;
      for (const listener of this.channels.values()) listener('');
      return await connection.ended;
    } finally {
      clearInterval(pings);
      connection.end(new Error('given up'));
    }
  }
}
