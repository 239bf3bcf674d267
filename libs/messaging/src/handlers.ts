import { isObservable, lastValueFrom } from 'rxjs';
import { factOf, fromWire, MalformedEvent, versionsOf, type EventDefinition } from '@libs/events';
import { runInContext } from '@libs/observability';
import type { Received } from './consumes';
import { contextOf, envelopeOf, type EventEnvelope, type WireMessage } from './envelope';

/** What Nest gives to a strategy for a pattern. */
export type NestHandler = (data: unknown, context: unknown) => Promise<unknown>;

interface Handler {
  event: EventDefinition<any>;
  call: NestHandler;
  /** The events of a method that takes many at a time; undefined for one that takes them singly. */
  together: readonly EventDefinition<any>[] | undefined;
}

/** What is known of a message before its handler runs. */
export interface Recognised {
  message: WireMessage;
  envelope: EventEnvelope;
  handler: Handler;
}

/** The handlers of one consumer group, by fact. */
export class Handlers {
  private readonly byFact = new Map<string, Handler>();

  /** @throws when the group already handles the fact: two handlers would run at once, in one transaction. */
  add(group: string, events: readonly EventDefinition<any>[], fact: string, call: NestHandler, batch: boolean): void {
    if (this.byFact.has(fact)) throw new Error(`${group} has two handlers of ${fact}`);
    const event = events.find(({ type }) => factOf(type) === fact);
    if (!event) throw new Error(`${group}: no event of ${fact}`);
    this.byFact.set(fact, { event, call, together: batch ? events : undefined });
  }

  get topics(): string[] {
    return [...new Set([...this.byFact.values()].map(({ event }) => event.topic.name))];
  }

  get size(): number {
    return this.byFact.size;
  }

  /** What a message may be handled together with: the same for all facts of one batch handler, otherwise undefined. */
  kindOf({ headers: { ce_type: type } }: WireMessage): unknown {
    return type ? this.byFact.get(factOf(type))?.together : undefined;
  }

  /**
   * Undefined when nobody here handles the fact.
   * @throws MalformedEvent when the headers are wrong, or the version is not known here.
   */
  recognise(message: WireMessage): Recognised | undefined {
    const { ce_type: type } = message.headers;
    const handler = type ? this.byFact.get(factOf(type)) : undefined;
    if (type && !handler) return undefined;
    const envelope = envelopeOf(message);
    if (!handler || !versionsOf(handler.event).includes(envelope.type))
      throw new MalformedEvent(`${envelope.type} is not a version that is known here`);
    return { message, envelope, handler };
  }

  /** Runs the handler of one message, in its context. A tombstone comes as `null`. */
  async run({ message, envelope, handler }: Recognised): Promise<void> {
    const received = receivedOf({ message, envelope, handler });
    await runInContext(contextOf(envelope, message.headers), () =>
      settled(handler.call(handler.together ? [received] : received.data, envelope)),
    );
  }

  /** Runs the batch handler of many messages of its kind; what one of them causes is said in its own context. */
  async runBatch(batch: Recognised[]): Promise<void> {
    const first = batch[0]!;
    await runInContext(contextOf(first.envelope, first.message.headers), () =>
      settled(first.handler.call(batch.map(receivedOf), first.envelope)),
    );
  }
}

const receivedOf = ({ message, envelope, handler }: Recognised): Received => ({
  data: message.payload === null ? null : fromWire(handler.event, envelope.type, message.payload),
  envelope,
  inContext: (work) => runInContext(contextOf(envelope, message.headers), work),
});

async function settled(result: Promise<unknown>): Promise<void> {
  const value = await result;
  if (isObservable(value)) await lastValueFrom(value, { defaultValue: undefined });
}
