import type { EventData, WarningCancelledV1, WarningExpiredV1, WarningIssuedV1 } from '@libs/events';
import { outlineContaining, withoutHoles, type Polygon } from '@libs/geo';
import type { Transaction } from '@libs/persistence';
import type { Fact, Touched } from './fact';

/** A list and a map of a whole prefecture need no more; the detail has the outline as it came. */
const DRAWN_VERTICES = 150;

// Named statements are planned once per connection.
const INSERT_WARNING = {
  name: 'picture.insert-warning',
  // What replaces it may be of another chain, and have come before it.
  text: `insert into picture.warnings (id, chain_id, message_id, mode, state, replaces, sender, identifier, sent_at,
      expires_at, colour, area, drawn, content)
    select $1, $2, $3, $4, case when not $5::boolean then 'not-in-force'
      when exists (select 1 from picture.warnings where replaces @> array[$1::uuid]) then 'replaced' else 'in-force' end,
      $6, $7, $8, $9, $10, $11, $12, $13, $14
    on conflict (id) do nothing`,
};

const INSERT_MESSAGE = {
  name: 'picture.insert-accepted-message',
  text: `insert into picture.messages (id, mode, outcome, received_at, sender, identifier, headline, findings)
    values ($1, $2, 'accepted', $3, $4, $5, $6, '[]')
    on conflict (id) do update set outcome = 'accepted', headline = excluded.headline, mode = excluded.mode`,
};

/** A warning appears, and ends the ones that it replaces. */
export async function foldWarningIssued(
  tx: Transaction,
  fact: Fact<EventData<typeof WarningIssuedV1>>,
  touched: Touched,
): Promise<void> {
  const { warningId, chainId, messageId, replaces, sender, identifier, sent, expires, colour, area, ...content } =
    fact.data;
  const headline = content.headline ?? content.event;
  const [, , replaced] = await Promise.all([
    tx.query(INSERT_WARNING, [
      warningId,
      chainId,
      messageId,
      fact.mode,
      content.inForce,
      replaces,
      sender,
      identifier,
      sent,
      expires,
      colour,
      area,
      drawn(area),
      content,
    ]),
    tx.query(INSERT_MESSAGE, [messageId, fact.mode, fact.at, sender, identifier, headline]),
    replace(tx, replaces),
  ]);
  for (const id of [warningId, ...replaced]) touched.warnings.add(id);
  touched.messages.add(messageId);
  touched.line = { warningId, data: { msgType: content.msgType } };
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
