import type { Type } from '@nestjs/common';
import { Consumer, Consumes, ConsumesBatch, Outbox, type EventEnvelope, type Received } from '@libs/messaging';
import { currentContext } from '@libs/observability';
import { UnitOfWork, type Transaction } from '@libs/persistence';
import type { BridgeEvents, Measured } from './bridge-events';
import { suffer } from './troubles';

/** The consumers of the suite, by the names that tests give them. */
export type ConsumerName = 'ledger' | 'board' | 'limits' | 'roads' | 'signs' | 'register';

/** The consumer group of one test's consumer. */
export const groupOf = (name: string, run: string): string => `bridge.${name}-${run}`;

/** @param alias name of the group, where it is not the consumer's own: a second reader of the same events. */
export function consumerOf(name: ConsumerName, events: BridgeEvents, run: string, alias: string = name): Type {
  const group = groupOf(alias, run);
  switch (name) {
    case 'ledger':
      return recording(group, events.SpanMeasured);
    case 'board':
      return folding(group, events.SpanMeasured);
    case 'limits':
      return passingOn(group, events.SpanMeasured, events.LoadLimited);
    case 'roads':
      return passingOn(group, events.LoadLimited, events.RoadClosed);
    case 'signs':
      return recording(group, events.RoadClosed);
    case 'register':
      return register(group, events);
  }
}

function recording(group: string, event: BridgeEvents['SpanMeasured']): Type {
  @Consumer(group)
  class Recording {
    constructor(private readonly unitOfWork: UnitOfWork) {}

    @Consumes(event)
    measured(data: Measured, envelope: EventEnvelope): Promise<void> {
      return this.unitOfWork.run(async (tx) => {
        await record(tx, group, data, envelope);
        await suffer(tx, data);
      });
    }
  }
  return Recording;
}

function passingOn(group: string, from: BridgeEvents['SpanMeasured'], to: BridgeEvents['SpanMeasured']): Type {
  @Consumer(group)
  class PassingOn {
    constructor(
      private readonly unitOfWork: UnitOfWork,
      private readonly outbox: Outbox,
    ) {}

    @Consumes(from)
    measured(data: Measured, envelope: EventEnvelope): Promise<void> {
      return this.unitOfWork.run(async (tx) => {
        await record(tx, group, data, envelope);
        await this.outbox.add(tx, to, data);
        await suffer(tx, data);
      });
    }
  }
  return PassingOn;
}

function folding(group: string, event: BridgeEvents['SpanMeasured']): Type {
  @Consumer(group)
  class Folding {
    constructor(private readonly unitOfWork: UnitOfWork) {}

    @ConsumesBatch(event)
    fold(received: Received<Measured>[]): Promise<void> {
      return this.unitOfWork.run(async (tx) => {
        await tx.query(
          `insert into bridge.effects (consumer, event_id, key, n, envelope, pid)
           select $1, (e.envelope ->> 'id')::uuid, (e.envelope ->> 'key'), (e.data ->> 'n')::int, e.envelope, $3
           from jsonb_array_elements($2::jsonb) with ordinality as r (e, place),
             lateral (select r.e -> 'data' as data, r.e -> 'envelope' as envelope) as e order by r.place`,
          [group, JSON.stringify(received), process.pid],
        );
      });
    }
  }
  return Folding;
}

function register(group: string, events: BridgeEvents): Type {
  @Consumer(group)
  class Register {
    constructor(private readonly unitOfWork: UnitOfWork) {}

    @Consumes(events.SpanNamed)
    named(data: { name: string } | null, { key }: EventEnvelope): Promise<void> {
      return this.unitOfWork.run(async (tx) => {
        if (data === null) await tx.query('delete from bridge.names where key = $1', [key]);
        else
          await tx.query(
            'insert into bridge.names values ($1, $2) on conflict (key) do update set name = excluded.name',
            [key, data.name],
          );
      });
    }
  }
  return Register;
}

async function record(tx: Transaction, group: string, { span, n }: Measured, envelope: EventEnvelope): Promise<void> {
  await tx.query(
    'insert into bridge.effects (consumer, event_id, key, n, envelope, traceparent, pid) values ($1, $2, $3, $4, $5, $6, $7)',
    [group, envelope.id, span, n, envelope, currentContext()?.traceparent, process.pid],
  );
}
