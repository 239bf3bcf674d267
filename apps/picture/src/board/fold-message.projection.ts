import type { EventData, MessageDecidedV1, MessageSetAsideV1 } from '@libs/events';
import type { Transaction } from '@libs/persistence';
import type { Fact, Touched } from './fact';

/** A message that became no warning. When a person accepts it later that wins, whichever comes first here. */
export async function foldMessageSetAside(
  tx: Transaction,
  { mode, data }: Fact<EventData<typeof MessageSetAsideV1>>,
  touched: Touched,
): Promise<void> {
  const { messageId, outcome, receivedAt, sender, identifier, headline, findings } = data;
  await tx.query(
    `insert into picture.messages as m (id, mode, outcome, received_at, sender, identifier, headline, findings)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (id) do update set received_at = excluded.received_at, findings = excluded.findings,
       outcome = case m.outcome when 'accepted' then 'accepted' else excluded.outcome end`,
    [messageId, mode, outcome, receivedAt, sender, identifier, headline, JSON.stringify(findings)],
  );
  touched.messages.add(messageId);
}

/** An officer has decided: the message does not wait any more. It was set aside before, under the same key. */
export async function foldMessageDecided(
  tx: Transaction,
  { mode, data }: Fact<EventData<typeof MessageDecidedV1>>,
  touched: Touched,
): Promise<void> {
  const { messageId, decision, outcome, warningId, decidedAt, decidedBy, reason } = data;
  const shown = outcome === 'warning' || outcome === 'ending' ? 'accepted' : outcome;
  await tx.query('update picture.messages set outcome = $2, mode = $3, decision = $4 where id = $1', [
    messageId,
    shown,
    mode,
    JSON.stringify({ decision, at: decidedAt, name: decidedBy.name, reason }),
  ]);
  touched.messages.add(messageId);
  if (warningId !== undefined) touched.line = { warningId, data: { decision, reason, actor: decidedBy } };
}
