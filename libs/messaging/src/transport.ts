import type { CheckResult } from '@libs/observability';
import type { WireMessage } from './envelope';

/** What a feed hands its messages to. */
export interface FeedSink {
  /** Messages accepted and not finished; the feed pauses when there are many. */
  readonly outstanding: number;
  /** `finished` is called once the message's position may be acknowledged. */
  accept(message: WireMessage, finished: () => void): void;
  /** Forgets what has not begun: it will come again, here or at another process. */
  dropQueued(): void;
  /** Settles when nothing is at work. */
  drained(): Promise<void>;
}

/** How far a consumer group is behind. */
export interface Lag {
  messages: number;
}

/** Reads the topics of one consumer group. */
export interface Feed {
  start(): Promise<void>;
  /** No more messages; what is at work is finished and acknowledged, then the group is left. */
  stop(): Promise<void>;
  lag(): Promise<Lag>;
  /** Whether this process reads now; false while it stands by for another one. */
  readonly active: boolean;
}

/** What moves committed events out of a service's outbox. */
export interface Relay {
  start(): Promise<void>;
  stop(): Promise<void>;
  /** There is something to move. */
  wake(): void;
}

export interface FeedOptions {
  group: string;
  /** Schema of the service that the group belongs to. */
  service: string;
  topics: string[];
  sink: FeedSink;
  /** The feed cannot go on: the process has to be restarted. */
  onStopped: (error: Error) => void;
}

/** One way for events to travel. */
export interface Transport {
  readonly kind: 'in-process' | 'kafka';
  relay(service: string): Relay;
  feed(options: FeedOptions): Feed;
  /** Lets a stopped group read again from the first event. */
  rewind(group: string, service: string, topics: string[]): Promise<void>;
  /**
   * Does not wait for brokers that are away: commands need none.
   * @throws when the transport cannot be used, for example because a topic does not exist.
   */
  open(): Promise<void>;
  /** What it says of itself, where there is something beside the database. */
  standing?(): Promise<CheckResult>;
  close(): Promise<void>;
}
