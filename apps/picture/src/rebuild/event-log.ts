import { eventCatalogue, factOf, fromWire, MalformedEvent } from '@libs/events';
import type { Mode } from '@libs/kernel';
import { envelopeOf, type KafkaHistory, type PlacedMessage } from '@libs/messaging';
import type { Transaction } from '@libs/persistence';
import type { LoggedEvent, ReadModel } from '../persistence/read-model';

/** Where all events are kept from the first one on. */
export interface EventLog {
  /**
   * Hands over, in portions, exactly those events of the model that its group has handled, once each and those of a key in
   * their order. Called while the model is locked.
   */
  handled(tx: Transaction, model: ReadModel, fold: (events: LoggedEvent[]) => Promise<void>): Promise<void>;
}

/** Events that are folded with one round of statements. */
const AT_ONCE = 500;

interface LogRow {
  position: string;
  type: string;
  key: string;
  payload: unknown;
  headers: Record<string, string>;
}

/** The log of the in-process transport, in the same database. */
export class InProcessLog implements EventLog {
  async handled(tx: Transaction, model: ReadModel, fold: (events: LoggedEvent[]) => Promise<void>): Promise<void> {
    for (let position = '0'; ;) {
      const rows = await tx.query<LogRow>(HANDLED_IN_PROCESS, [model.group, position, AT_ONCE, model.facts]);
      if (rows.length === 0) return;
      await fold(rows.map(eventOf));
      position = rows.at(-1)!.position;
    }
  }
}

function eventOf({ type, key, payload, headers }: LogRow): LoggedEvent {
  const at = new Date(headers.ce_time!);
  return {
    id: headers.ce_id!,
    code: factOf(type),
    key,
    at,
    mode: headers.ce_mode as Mode,
    data: dataOf(type, payload),
  };
}

function dataOf(type: string, payload: unknown): unknown {
  const event = eventCatalogue.find((one) => factOf(one.type) === factOf(type))!;
  return payload === null ? null : fromWire(event, type, payload);
}

/** The topics of Kafka. */
export class KafkaLog implements EventLog {
  constructor(private readonly history: Pick<KafkaHistory, 'read'>) {}

  async handled(tx: Transaction, model: ReadModel, fold: (events: LoggedEvent[]) => Promise<void>): Promise<void> {
    const facts = new Set(model.facts);
    const topics = new Set(eventCatalogue.filter(({ type }) => facts.has(factOf(type))).map(({ topic }) => topic.name));
    const acknowledged = await tx.query<{ topic: string; partition: number; next_offset: string }>(
      'select topic, partition, next_offset from picture.feed_positions where consumer = $1 and topic = any($2)',
      [model.group, [...topics]],
    );
    // A relay that was not answered sends again.
    const seen = new Set<string>();
    const take = async (messages: PlacedMessage[]): Promise<void> => {
      const known = messages.flatMap((message) => {
        const event = facts.has(factOf(message.headers.ce_type ?? '')) ? readable(message) : undefined;
        return event && !seen.has(event.id) ? [{ message, event }] : [];
      });
      const which = await tx.query<{ nth: string }>(HANDLED_FROM_KAFKA, [
        model.group,
        known.map(({ event }) => event.id),
        known.map(({ message }) => message.topic),
        known.map(({ message }) => message.partition),
        known.map(({ message }) => message.offset),
      ]);
      const events = which.flatMap(({ nth }) => {
        const { message, event } = known[Number(nth) - 1]!;
        if (seen.has(event.id)) return [];
        seen.add(event.id);
        return [{ ...event, data: dataOf(message.headers.ce_type!, message.payload) }];
      });
      for (let from = 0; from < events.length; from += AT_ONCE) await fold(events.slice(from, from + AT_ONCE));
    };
    await this.history.read([...topics], take, acknowledged);
  }
}

/** Undefined where the headers do not say what it is: a group has never handled such a message. */
function readable(message: PlacedMessage): Omit<LoggedEvent, 'data'> | undefined {
  try {
    const { id, type, key, time, mode } = envelopeOf(message);
    return { id, code: factOf(type), key, at: time, mode };
  } catch (error) {
    if (error instanceof MalformedEvent) return undefined;
    throw error;
  }
}

/** What was handled is in the inbox, or lies before the cursor since longer than the inbox remembers. */
const HANDLED_IN_PROCESS = `select l.position, l.type, l.key, l.payload, l.headers from bus.log l
  left join picture.inbox i on i.consumer = $1 and i.event_id = l.event_id
  where l.position > $2::bigint and regexp_replace(l.type, '\\.v\\d+$', '') = any($4::text[]) and i.outcome is null
    and (i.event_id is not null or l.position <= (select position from bus.cursors where consumer = $1))
    and not exists (select 1 from picture.parked p where p.consumer = $1 and p.event_id = l.event_id)
  order by l.position limit $3`;

/** The same for messages of Kafka, of which `feed_positions` says how far they are acknowledged. */
const HANDLED_FROM_KAFKA = `select m.nth
  from unnest($2::uuid[], $3::text[], $4::int[], $5::bigint[]) with ordinality as m (event_id, topic, partition, at, nth)
  left join picture.inbox i on i.consumer = $1 and i.event_id = m.event_id
  left join picture.feed_positions f on f.consumer = $1 and f.topic = m.topic and f.partition = m.partition
  where i.outcome is null and (i.event_id is not null or m.at < f.next_offset)
    and not exists (select 1 from picture.parked p where p.consumer = $1 and p.event_id = m.event_id)
  order by m.nth`;
