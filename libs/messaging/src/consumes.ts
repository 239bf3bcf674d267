import { applyDecorators, Catch, Controller, UseFilters, type ExceptionFilter } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { throwError, type Observable } from 'rxjs';
import { factOf, type EventDefinition } from '@libs/events';
import type { EventEnvelope } from './envelope';

/** Nest hands this through from the decorator to the strategy. */
export interface HandlerExtras {
  group: string;
  events: readonly EventDefinition<any>[];
  batch: boolean;
}

/** An event as a batch handler gets it. */
export interface Received<Data = unknown> {
  data: Data;
  envelope: EventEnvelope;
  /** Runs what this event causes in its context, so that events and audit entries name it as their cause. */
  inContext: <T>(work: () => T) => T;
}

/** Nest turns what a handler throws into "Internal server error"; the runner must see the error itself. */
@Catch()
class Rethrow implements ExceptionFilter {
  catch(error: unknown): Observable<never> {
    return throwError(() => error);
  }
}

const GROUPED = Symbol('handlers of a consumer class');

/**
 * A class whose methods consume events as one group. The group's inbox lies in the schema of the service that its name
 * begins with: `response`, `picture.board.v1`.
 */
export function Consumer(group: string): ClassDecorator {
  return (target) => {
    for (const extras of (Reflect.getMetadata(GROUPED, target.prototype as object) ?? []) as HandlerExtras[])
      extras.group = group;
    Controller()(target);
  };
}

/** The group of a consumer class; undefined for any other class. */
export function groupOf(target: unknown): string | undefined {
  if (typeof target !== 'function') return undefined;
  const handlers = Reflect.getMetadata(GROUPED, target.prototype as object) as HandlerExtras[] | undefined;
  return handlers?.[0]?.group;
}

/** The method handles this event: `handle(data, envelope)`. It reads older versions of it too. */
export const Consumes = (event: EventDefinition<any>): MethodDecorator => consumes([event], false);

/**
 * The method handles these events many at a time: `fold(received: Received[])`, each once, in order per key, in one
 * transaction. For what is quick and comes in crowds; if a batch fails it is done again one by one.
 */
export const ConsumesBatch = (...events: EventDefinition<any>[]): MethodDecorator => consumes(events, true);

function consumes(events: EventDefinition<any>[], batch: boolean): MethodDecorator {
  return (target, property, descriptor) => {
    const extras: HandlerExtras = { group: '', events, batch };
    const others = (Reflect.getMetadata(GROUPED, target) ?? []) as HandlerExtras[];
    Reflect.defineMetadata(GROUPED, [...others, extras], target);
    Payload()(target, property, 0);
    Ctx()(target, property, 1);
    applyDecorators(
      EventPattern<string[]>(
        events.map((event) => factOf(event.type)),
        // Nest copies what it is given; the group's name is only written into `extras` when the class is decorated.
        { consumes: extras },
      ),
      UseFilters(new Rethrow()),
    )(target, property, descriptor);
  };
}
