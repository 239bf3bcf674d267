import type { EventData, WarningCancelledV1, WarningExpiredV1, WarningIssuedV1 } from '@libs/events';
import { outlineContaining, type Polygon } from '@libs/geo';
import type { Transaction } from '@libs/persistence';
import type { Fact, Touched } from './fact';

/** A list and a map of a whole prefecture need no more; the detail has the outline as it came. */
const DRAWN_VERTICES = 150;

/** A warning appears, and ends the ones that it replaces. */
export async function foldWarningIssued(
  tx: Transaction,
  fact: Fact<EventData<typeof WarningIssuedV1>>,
  touched: Touched,
): Promise<void> {
  const { warningId, chainId, messageId, replaces, sender, identifier, sent, expires, colour, area, ...content } =
    fact.data;
  // What replaces it may be of another chain and have come before it.
  const [overtaken] = await tx.query('select 1 from picture.warnings where replaces @> array[$1::uuid] limit 1', [
    warningId,
  ]);
  const state = !content.inForce ? 'not-in-force' : overtaken ? 'replaced' : 'in-force';
  await tx.query(
    `insert into picture.warnings (id, chain_id, message_id, mode, state, replaces, sender, identifier, sent_at, expires_at,
       colour, area, drawn, content) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
     on conflict (id) do nothing`,
    [
      warningId,
      chainId,
      messageId,
      fact.mode,
      state,
      replaces,
      sender,
      identifier,
      sent,
      expires,
      colour,
      area,
      drawn(area),
      content,
    ],
  );
  const replaced = await tx.query<{ id: string }>(
    `update picture.warnings set state = 'replaced' where id = any($1::uuid[]) and state = 'in-force' returning id`,
    [replaces],
  );
  touched.warnings.add(warningId);
  for (const { id } of replaced) touched.warnings.add(id);

  await tx.query(
    `insert into picture.messages (id, mode, outcome, received_at, sender, identifier, headline, findings)
     values ($1, $2, 'accepted', $3, $4, $5, $6, '[]')
     on conflict (id) do update set outcome = 'accepted', headline = excluded.headline, mode = excluded.mode`,
    [messageId, fact.mode, fact.at, sender, identifier, content.headline ?? content.event],
  );
  touched.messages.add(messageId);
  touched.line = { warningId, data: { msgType: content.msgType } };
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
  return { ...area, outline: outline.flat().map((ring) => ring.map(([lon, lat]) => [short(lon), short(lat)])) };
}
