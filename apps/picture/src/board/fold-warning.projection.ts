import type { EventData, WarningCancelledV1, WarningExpiredV1, WarningIssuedV1 } from '@libs/events';
import { outlineContaining, withoutHoles, type Polygon } from '@libs/geo';
import type { Transaction } from '@libs/persistence';
import type { Crowd, Fact, Touched } from './fact';

/** A list and a map of a whole prefecture need no more; the detail has the outline as it came. */
const DRAWN_VERTICES = 150;

// Named statements are planned once per connection.
const INSERT_WARNINGS = {
  name: 'picture.insert-warnings',
  // What replaces it may be of another chain, and have come before it.
  text: `with w as (select * from jsonb_to_recordset($1::jsonb) as w (id uuid, chain_id uuid, message_id uuid, mode text,
      in_force boolean, replaces uuid[], sender text, identifier text, sent timestamptz, expires timestamptz, colour text,
      area jsonb, drawn jsonb, content jsonb)),
    replaced as (select unnest(replaces) as id from picture.warnings
      where replaces <> '{}' and replaces && (select array_agg(id) from w))
    insert into picture.warnings (id, chain_id, message_id, mode, state, replaces, sender, identifier, sent_at,
      expires_at, colour, area, drawn, content)
    select id, chain_id, message_id, mode, case when not in_force then 'not-in-force'
      when id in (select id from replaced) then 'replaced' else 'in-force' end,
      replaces, sender, identifier, sent, expires, colour, area, drawn, content
    from w on conflict (id) do nothing`,
};

const INSERT_MESSAGES = {
  name: 'picture.insert-accepted-messages',
  text: `insert into picture.messages (id, mode, outcome, received_at, sender, identifier, headline, findings)
    select message_id, mode, 'accepted', at, sender, identifier, headline, '[]'
    from jsonb_to_recordset($1::jsonb) as m (message_id uuid, mode text, at timestamptz, sender text, identifier text,
      headline text)
    on conflict (id) do update set outcome = 'accepted', headline = excluded.headline, mode = excluded.mode`,
};

type Issued = EventData<typeof WarningIssuedV1>;

/** Warnings appear, and end the ones that they replace. */
export const WARNINGS_ISSUED: Crowd<Issued> = {
  async fold(tx, facts, touched) {
    const rows = facts.map(rowOf);
    const replaces = facts.flatMap(({ data }) => data.replaces);
    const [, , replaced] = await Promise.all([
      tx.query(INSERT_WARNINGS, [JSON.stringify(rows)]),
      tx.query(INSERT_MESSAGES, [
        JSON.stringify(rows.map(({ area: _a, drawn: _d, content: _c, ...message }) => message)),
      ]),
      replace(tx, replaces),
    ]);
    for (const id of [...rows.map((row) => row.id), ...replaced]) touched.warnings.add(id);
    for (const { message_id: id } of rows) touched.messages.add(id);
  },
  lineOf: ({ data: { warningId, msgType } }) => ({ warningId, data: { msgType } }),
};

function rowOf({ data, mode, at }: Fact<Issued>) {
  const { warningId, chainId, messageId, replaces, sender, identifier, sent, expires, colour, area, ...content } = data;
  return {
    id: warningId,
    chain_id: chainId,
    message_id: messageId,
    mode,
    at,
    in_force: content.inForce,
    replaces,
    sender,
    identifier,
    sent,
    expires,
    colour,
    headline: content.headline ?? content.event,
    area,
    drawn: drawn(area),
    content,
  };
}

async function replace(tx: Transaction, ids: string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const replaced = await tx.query<{ id: string }>(
    `update picture.warnings set state = 'replaced' where id = any($1::uuid[]) and state = 'in-force' returning id`,
    [ids],
  );
  return replaced.map(({ id }) => id);
}

/** The office has taken the warning back. The Cancel is a message that was received, too. */
export async function foldWarningCancelled(
  tx: Transaction,
  fact: Fact<EventData<typeof WarningCancelledV1>>,
  touched: Touched,
): Promise<void> {
  const { warningId, messageId, note } = fact.data;
  await end(tx, warningId, 'cancelled', touched);
  await tx.query(
    `insert into picture.messages (id, mode, outcome, received_at, sender, headline, findings)
     select $1, $2, 'accepted', $3, w.sender, coalesce(w.content->>'headline', w.content->>'event'), '[]'
     from picture.warnings w where w.id = $4
     on conflict (id) do update set outcome = 'accepted'`,
    [messageId, fact.mode, fact.at, warningId],
  );
  touched.messages.add(messageId);
  touched.line = { warningId, data: note === undefined ? {} : { note } };
}

/** The warning has run out by the clock. */
export async function foldWarningExpired(
  tx: Transaction,
  { data: { warningId } }: Fact<EventData<typeof WarningExpiredV1>>,
  touched: Touched,
): Promise<void> {
  await end(tx, warningId, 'expired', touched);
  touched.line = { warningId, data: {} };
}

async function end(tx: Transaction, id: string, state: string, touched: Touched): Promise<void> {
  await tx.query(`update picture.warnings set state = $2 where id = $1 and state = 'in-force'`, [id, state]);
  touched.warnings.add(id);
}

/** The area with few corners and four decimals (some ten metres). For drawing only. */
function drawn(area: EventData<typeof WarningIssuedV1>['area']): unknown {
  const short = (degrees: number): number => Number(degrees.toFixed(4));
  const outline = outlineContaining(
    area.outline.map((ring): Polygon => [ring]),
    DRAWN_VERTICES,
  );
  const rings = outline.map(withoutHoles);
  return { ...area, outline: rings.map((ring) => ring.map(([lon, lat]) => [short(lon), short(lat)])) };
}
