import { MalformedEvent } from '@libs/events';
import { DomainRefusal, newId } from '@libs/kernel';
import { createLogger } from '@libs/observability';
import type { Transaction, UnitOfWork } from '@libs/persistence';
import type { WireMessage } from './envelope';
import { kindOf, lineOf } from './failures';
import type { Handlers, Recognised } from './handlers';
import type { MessagingConfig } from './messaging.config';
import type { ParkedKeys, ParkedMessage } from './parked';

/** What became of a delivered message. */
export type Outcome = 'handled' | 'duplicate' | 'refused' | 'parked' | 'dead' | 'skipped';

/** A message, and whom to tell that its position may be acknowledged. */
export interface DeliveryItem {
  message: WireMessage;
  finished: () => void;
}

/** Told of every outcome, for metrics. */
export type OutcomeListener = (outcome: Outcome, type: string, seconds: number) => void;

/** Attempts at a deadlock or a serialization failure before it counts as a failure of the message. */
const CONTENTION_ATTEMPTS = 5;
/** Process deaths after which a message is dead. */
const DEADLY = 3;
/** Successors of a healed key that are handled in the same transaction. */
const SUCCESSORS = 100;

/**
 * Brings messages to the handlers of one consumer group, each with one effect: inbox, effect, audit and what it
 * publishes are one transaction.
 */
export class Delivery {
  private readonly log;
  private readonly started = Date.now();
  /** Set while the database is gone: nothing is counted, and the service is not ready. */
  outageSince: number | undefined;
  private stopping = false;
  /** Suspects that this process has noted: an outage in between is no death. */
  private readonly noted = new Set<string>();
  private suspects: Promise<unknown> = Promise.resolve();

  constructor(
    readonly handlers: Handlers,
    private readonly unitOfWork: UnitOfWork,
    private readonly parked: ParkedKeys,
    private readonly config: MessagingConfig,
    private readonly tell: OutcomeListener = () => undefined,
  ) {
    this.log = createLogger(parked.consumer);
  }

  /** A stopping delivery gives up waiting for a database that is gone; the message is delivered again later. */
  stop(): void {
    this.stopping = true;
  }

  /**
   * Delivers one message; when this returns true its position may be acknowledged.
   * @returns false only when it was given up because the process stops.
   */
  async deliver(message: WireMessage): Promise<boolean> {
    const began = performance.now();
    return this.throughOutages(async () => {
      const outcome = await this.attempt(message);
      this.tell(outcome, message.headers.ce_type ?? 'unknown', (performance.now() - began) / 1000);
    });
  }

  /** Delivers messages of one kind together, in one transaction; if that fails, one by one. Each that is done is told. */
  async deliverAll(items: readonly DeliveryItem[]): Promise<void> {
    const messages = items.map(({ message }) => message);
    if (await this.deliverTogether(messages)) return items.forEach(({ finished }) => finished());
    for (const { message, finished } of items) {
      // Many may take long: a process that is to end does not begin with the next.
      if (this.stopping || !(await this.deliver(message))) return;
      finished();
    }
  }

  /** @returns false when nothing was done. */
  private async deliverTogether(messages: WireMessage[]): Promise<boolean> {
    if (this.watchesForSuspects || this.handlers.kindOf(messages[0]!) === undefined) return false;
    const began = performance.now();
    const known = messages.map((message) => this.recognise(message));
    if (!known.every((one) => one !== undefined && one !== 'malformed')) return false;
    try {
      await this.unitOfWork.run((tx) => this.handleBatch(tx, known), { deadlineMs: this.config.handlerDeadlineMs });
    } catch (error) {
      this.log.warn({ err: error, messages: known.length }, 'a batch failed; one by one');
      return false;
    }
    for (const { envelope } of known)
      this.tell('handled', envelope.type, (performance.now() - began) / 1000 / known.length);
    return true;
  }

  /** Tries heads of parked keys that are due, and what waits behind them. @returns how many were tried. */
  async retryParked(): Promise<number> {
    const due = await this.unitOfWork.run((tx) =>
      this.parked.claimDue(tx, 20, (attempts) => this.pauseAfter(attempts)),
    );
    for (const head of due) await this.retry(head);
    return due.length;
  }

  private get watchesForSuspects(): boolean {
    return Date.now() - this.started < this.config.suspectWindowMs;
  }

  private async attempt(message: WireMessage): Promise<Outcome> {
    const recognised = this.recognise(message);
    if (recognised === undefined) return 'skipped';
    if (recognised === 'malformed') return this.bury(message, this.whyMalformed(message));
    const { id: eventId } = recognised.envelope;
    const isWatched = this.watchesForSuspects && !this.noted.has(eventId);
    const outcome = isWatched ? await this.watched(recognised) : await this.handleOrPark(recognised);
    if (this.noted.has(eventId)) {
      await this.unitOfWork.run((tx) => this.parked.cleared(tx, eventId));
      this.noted.delete(eventId);
    }
    return outcome;
  }

  /**
   * Notes the message before it runs. One that was at work when the process died is tried by itself, so that the
   * innocent that were at work beside a deadly one are not counted with it.
   */
  private async watched(recognised: Recognised): Promise<Outcome> {
    const { id } = recognised.envelope;
    const isNew = await this.unitOfWork.run((tx) => this.parked.suspect(tx, id));
    this.noted.add(id);
    if (isNew) return this.handleOrPark(recognised);
    return this.alone(async () => {
      const times = await this.unitOfWork.run((tx) => this.parked.suspectAgain(tx, id));
      if (times <= DEADLY) return this.handleOrPark(recognised);
      return this.bury(recognised.message, `it was being handled when the process died, ${DEADLY} times`);
    });
  }

  /** One suspect after the other. */
  private alone<T>(work: () => Promise<T>): Promise<T> {
    const done = this.suspects.then(work);
    this.suspects = done.catch(() => undefined);
    return done;
  }

  private recognise(message: WireMessage): Recognised | 'malformed' | undefined {
    try {
      return this.handlers.recognise(message);
    } catch (error) {
      if (error instanceof MalformedEvent) return 'malformed';
      throw error;
    }
  }

  private whyMalformed(message: WireMessage): string {
    try {
      this.handlers.recognise(message);
      return '';
    } catch (error) {
      return lineOf(error);
    }
  }

  private async handleOrPark(recognised: Recognised): Promise<Outcome> {
    const { message, envelope } = recognised;
    for (let contention = 1; ; contention++) {
      try {
        return await this.handleOrRefuse(recognised);
      } catch (error) {
        const kind = kindOf(error);
        if (kind === 'outage') throw error;
        if (kind === 'contention' && contention < CONTENTION_ATTEMPTS) continue;
        if (kind === 'malformed') return this.bury(message, lineOf(error));
        const counted = kind !== 'not-here-yet';
        this.log.warn({ err: error, eventId: envelope.id, type: envelope.type, key: envelope.key }, 'parked');
        await this.unitOfWork.run((tx) =>
          this.parked.park(tx, {
            eventId: envelope.id,
            type: envelope.type,
            message,
            attempts: counted ? 1 : 0,
            state: this.config.maxAttempts <= 1 && counted ? 'dead' : 'waiting',
            pauseMs: this.pauseAfter(1),
            error: lineOf(error),
          }),
        );
        return 'parked';
      }
    }
  }

  /** The usual way has no savepoint, which costs each message two round trips: a refusal is recorded in a second one. */
  private async handleOrRefuse(recognised: Recognised): Promise<Outcome> {
    const within = { deadlineMs: this.config.handlerDeadlineMs };
    try {
      const handle = (): Promise<Outcome> => this.handlers.run(recognised).then(() => 'handled');
      return await this.unitOfWork.run((tx) => this.unlessSeen(tx, recognised, handle), within);
    } catch (error) {
      if (!(error instanceof DomainRefusal)) throw error;
      return this.unitOfWork.run((tx) =>
        this.unlessSeen(tx, recognised, () => this.refused(tx, recognised, error.code)),
      );
    }
  }

  private async unlessSeen(
    tx: Transaction,
    { message, envelope }: Recognised,
    effect: () => Promise<Outcome>,
  ): Promise<Outcome> {
    const { waits, fresh } = await this.parked.decide(tx, message.topic, message.key, envelope.id);
    if (waits) {
      await this.parked.park(tx, {
        eventId: envelope.id,
        type: envelope.type,
        message,
        attempts: 0,
        state: 'waiting',
        pauseMs: 0,
      });
      return 'parked';
    }
    return fresh ? effect() : 'duplicate';
  }

  private async refused(tx: Transaction, { envelope: { id } }: Recognised, code: string): Promise<Outcome> {
    await this.parked.refused(tx, id, code);
    this.log.info({ code, eventId: id }, 'refused');
    return 'refused';
  }

  /** The handler's effect, or the record of its refusal. */
  private async effect(tx: Transaction, recognised: Recognised): Promise<Outcome> {
    try {
      await tx.savepoint(() => this.handlers.run(recognised));
      return 'handled';
    } catch (error) {
      if (!(error instanceof DomainRefusal)) throw error;
      return this.refused(tx, recognised, error.code);
    }
  }

  private async handleBatch(tx: Transaction, known: Recognised[]): Promise<void> {
    // A message may be in a batch twice: the broker sends again what was not acknowledged.
    const once = [...new Map(known.map((one) => [one.envelope.id, one])).values()];
    const { waits, fresh } = await this.parked.decideBatch(
      tx,
      once.map(({ message, envelope }) => ({ topic: message.topic, key: message.key, eventId: envelope.id })),
    );
    for (const { message, envelope } of once.filter((one) => waits.has(one.envelope.id)))
      await this.parked.park(tx, {
        eventId: envelope.id,
        type: envelope.type,
        message,
        attempts: 0,
        state: 'waiting',
        pauseMs: 0,
      });
    const run = once.filter((one) => fresh.has(one.envelope.id));
    if (run.length > 0) await this.handlers.runBatch(run);
  }

  /** A dead letter at once: its key waits until a person decides. */
  private async bury(message: WireMessage, error: string): Promise<Outcome> {
    // A message whose id cannot be read is kept under an id of ours.
    const id = /^[0-9a-f-]{36}$/.test(message.headers.ce_id ?? '') ? message.headers.ce_id! : newId();
    const type = message.headers.ce_type ?? 'unknown';
    this.log.error({ eventId: id, type, key: message.key, why: error }, 'dead letter');
    await this.unitOfWork.run((tx) =>
      this.parked.park(tx, { eventId: id, type, message, attempts: 1, state: 'dead', pauseMs: 0, error }),
    );
    return 'dead';
  }

  private async retry(head: ParkedMessage): Promise<void> {
    try {
      await this.unitOfWork.run((tx) => this.retryInOrder(tx, head), { deadlineMs: this.config.handlerDeadlineMs });
    } catch (error) {
      const kind = kindOf(error);
      const counted = kind === 'failed' || kind === 'malformed';
      const dead = kind === 'malformed' || (counted && head.attempts >= this.config.maxAttempts);
      if (dead) this.log.error({ err: error, eventId: head.eventId, key: head.message.key }, 'dead letter');
      await this.unitOfWork.run((tx) =>
        this.parked.failed(tx, head, {
          state: dead ? 'dead' : 'waiting',
          counted,
          pauseMs:
            kind === 'outage' || kind === 'contention' ? this.config.firstRetryMs : this.pauseAfter(head.attempts),
          error: lineOf(error),
        }),
      );
    }
  }

  /** The head, then what waits behind it, each under a savepoint: a hot key would never leave parking one by one. */
  private async retryInOrder(tx: Transaction, head: ParkedMessage): Promise<void> {
    if (!(await this.parked.take(tx, head))) return;
    await this.effect(tx, this.mustRecognise(head));
    for (const next of await this.parked.successors(tx, head, SUCCESSORS)) {
      const handled = await tx
        .savepoint(async () => {
          await this.parked.take(tx, next);
          await this.effect(tx, this.mustRecognise(next));
          return true;
        })
        .catch((error: unknown) => {
          if (kindOf(error) === 'outage') throw error;
          return false;
        });
      // It is the head of its key now, and the worker counts its attempts.
      if (!handled) return;
    }
  }

  private mustRecognise({ message }: ParkedMessage): Recognised {
    const recognised = this.handlers.recognise(message);
    if (!recognised) throw new MalformedEvent(`${message.headers.ce_type} is not handled here any more`);
    return recognised;
  }

  /** Doubled with each failure, up to a bound, spread by a fifth so that keys do not march in step. */
  private pauseAfter(attempts: number): number {
    const pause = Math.min(this.config.firstRetryMs * 2 ** Math.min(attempts - 1, 20), this.config.longestRetryMs);
    return pause * (0.9 + Math.random() * 0.2);
  }

  /** Runs `work` until it succeeds, for as long as the database is gone. */
  private async throughOutages(work: () => Promise<void>): Promise<boolean> {
    for (let pause = 100; ; pause = Math.min(pause * 2, 2_000)) {
      try {
        await work();
        this.outageSince = undefined;
        return true;
      } catch (error) {
        if (this.stopping) return false;
        this.outageSince ??= Date.now();
        this.log.warn({ err: error }, 'the database does not answer; trying again');
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
  }
}
