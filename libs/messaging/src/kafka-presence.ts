import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { CheckResult } from '@libs/observability';
import { createLogger } from '@libs/observability';
import { kafkaClient } from './kafka-client';

/** Pause between two looks for a broker that is away, ms. */
const LOOK_EVERY_MS = 1_000;
/** Tries of a request that only looks. */
const LOOK_TRIES = 1;
const CONNECT_WITHIN_MS = 1_000;
/** How long an answer about the brokers is used, ms. */
const KEPT_MS = 1_000;

/** Whether the brokers are there, with the topics that are needed: nothing is sent or read before that. */
export class KafkaPresence {
  private readonly log = createLogger('kafka');
  private found: () => void = () => undefined;
  private readonly closing = new AbortController();
  private wasFound = false;
  private trouble = '';
  private answer: { at: number; standing: Promise<CheckResult> } | undefined;
  /** Settles once they have been there; never when they were not until the end. */
  readonly whenFound = new Promise<void>((found) => (this.found = found));

  constructor(
    private readonly brokers: string[],
    private readonly requestTimeoutMs: number,
    private readonly topics: readonly string[],
    /** Connects what sends and reads. */
    private readonly join: () => Promise<void>,
  ) {}

  get isFound(): boolean {
    return this.wasFound;
  }

  /**
   * Looks once; where no broker answers, it goes on looking behind the caller's back, who has commands to take meanwhile.
   * @throws when the brokers are there and lack a topic: one row for it would stop a whole relay.
   */
  async open(): Promise<void> {
    const missing = await this.missing().catch((error: Error) => this.note(error));
    if (!missing) return void this.goOnLooking();
    if (missing.length > 0) throw withoutTopics(missing);
    await this.enter();
  }

  close(): void {
    this.closing.abort();
  }

  /** Commands are accepted without brokers: their events wait in the outbox. So work may be sent here all the same. */
  standing(): Promise<CheckResult> {
    if (this.answer && Date.now() - this.answer.at < KEPT_MS) return this.answer.standing;
    this.answer = { at: Date.now(), standing: this.look() };
    return this.answer.standing;
  }

  private async look(): Promise<CheckResult> {
    if (this.wasFound && (await answersOneOf(this.brokers))) return { ok: true };
    const reason = (!this.wasFound && this.trouble) || `${this.brokers.join(',')} does not answer`;
    return { ok: true, degraded: true, detail: `${reason}: commands are accepted, their events wait` };
  }

  private async goOnLooking(): Promise<void> {
    while (!this.closing.signal.aborted) {
      await pause(LOOK_EVERY_MS, undefined, { signal: this.closing.signal }).catch(() => undefined);
      const missing = await this.missing().catch((error: Error) => this.note(error));
      if (!missing || this.closing.signal.aborted) continue;
      if (missing.length > 0) this.note(withoutTopics(missing));
      else return this.enter();
    }
  }

  private async enter(): Promise<void> {
    await this.join();
    this.wasFound = true;
    this.found();
    if (this.trouble) this.log.info('the brokers are there now');
  }

  private async missing(): Promise<string[]> {
    const admin = kafkaClient(this.brokers, this.requestTimeoutMs, LOOK_TRIES).admin();
    try {
      await admin.connect();
      const existing = new Set(await admin.listTopics());
      return this.topics.filter((name) => !existing.has(name));
    } finally {
      await admin.disconnect().catch(() => undefined);
    }
  }

  private note(error: Error): undefined {
    if (this.trouble !== error.message)
      this.log.warn({ err: error }, 'no messages travel; commands are accepted, looking again for the brokers');
    this.trouble = error.message;
  }
}

const withoutTopics = (missing: string[]): Error =>
  new Error(`Kafka has no topic ${missing.join(', ')}: run "npm run topics" | 缺少主题,请先运行 npm run topics`);

/** Whether somebody listens at one of the addresses. */
async function answersOneOf(brokers: string[]): Promise<boolean> {
  const answers = await Promise.all(
    brokers.map(
      (broker) =>
        new Promise<boolean>((done) => {
          const { hostname, port } = new URL(`kafka://${broker}`);
          const socket = connect({ host: hostname, port: Number(port), timeout: CONNECT_WITHIN_MS });
          const say = (answer: boolean) => {
            socket.destroy();
            done(answer);
          };
          socket.once('connect', () => say(true));
          socket.once('timeout', () => say(false));
          socket.once('error', () => say(false));
        }),
    ),
  );
  return answers.includes(true);
}
