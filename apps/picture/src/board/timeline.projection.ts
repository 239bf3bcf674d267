import type { Transaction } from '@libs/persistence';
import type { Fact, TimelineLine } from './fact';

/** A fact with its line. One without a position is kept, and not sent to the consoles. */
export interface LineEntry extends Pick<Fact, 'id' | 'at' | 'mode' | 'code'>, TimelineLine {
  position?: number;
  notable: boolean;
}

/** The lines of all facts of a transaction, in one statement. */
export async function writeLines(tx: Transaction, lines: readonly LineEntry[]): Promise<void> {
  if (lines.length > 0) await tx.query(INSERT_LINES, [JSON.stringify(lines)]);
}

// Named statements are planned once per connection.
const INSERT_LINES = {
  name: 'picture.insert-lines',
  text: `insert into picture.timeline (event_id, position, occurred_at, mode, code, emergency_id, warning_id, data, notable)
    select id, position, at, mode, code, "emergencyId", "warningId", data, notable
    from jsonb_to_recordset($1::jsonb) as l (id uuid, position bigint, at timestamptz, mode text, code text,
      "emergencyId" uuid, "warningId" uuid, data jsonb, notable boolean)
    on conflict (event_id) do nothing`,
};
