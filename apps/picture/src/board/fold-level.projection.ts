import type {
  EmergencyCancelledV1,
  EventData,
  FactDeclaredV1,
  LevelActivatedV1,
  LevelEndedV1,
  LevelLoweredV1,
  LevelProposalDeclinedV1,
  LevelProposalEndorsedV1,
  LevelProposedV1,
  LevelRaisedV1,
} from '@libs/events';
import type { Transaction } from '@libs/persistence';
import type { Fact, Touched } from './fact';
import { lineDataOf, withoutEventIds } from './timeline-line';

export async function foldLevelProposed(
  tx: Transaction,
  { mode, data }: Fact<EventData<typeof LevelProposedV1>>,
  touched: Touched,
): Promise<void> {
  const { proposalId, emergencyId, supersedes, proposedAt, ...content } = data;
  await tx.query(
    `insert into picture.proposals (id, emergency_id, mode, state, level, content, proposed_at)
     values ($1, $2, $3, 'proposed', $4, $5, $6) on conflict (id) do nothing`,
    [
      proposalId,
      emergencyId,
      mode,
      data.level,
      JSON.stringify({ ...content, figures: content.figures.map(withoutEventIds) }),
      proposedAt,
    ],
  );
  if (supersedes !== undefined) await decide(tx, supersedes, 'superseded');
  show(data, touched);
}

export async function foldLevelProposalEndorsed(
  tx: Transaction,
  { data }: Fact<EventData<typeof LevelProposalEndorsedV1>>,
  touched: Touched,
): Promise<void> {
  await tx.query(
    `update picture.proposals set state = 'endorsed', endorsed_at = $2, endorsed_by = $3
     where id = $1 and state = 'proposed'`,
    [data.proposalId, data.endorsedAt, data.endorsedBy],
  );
  show(data, touched);
}

export async function foldLevelProposalDeclined(
  tx: Transaction,
  { data }: Fact<EventData<typeof LevelProposalDeclinedV1>>,
  touched: Touched,
): Promise<void> {
  await decide(tx, data.proposalId, 'declined');
  show(data, touched);
}

export async function foldLevelActivated(
  tx: Transaction,
  { mode, data }: Fact<EventData<typeof LevelActivatedV1>>,
  touched: Touched,
): Promise<void> {
  const { activationId, emergencyId, plan, planName, level, draft, divisionCode, activatedAt } = data;
  await tx.query(
    `insert into picture.levels (id, emergency_id, mode, plan, plan_name, level, highest_level, draft, division_code, activated_at)
     values ($1, $2, $3, $4, $5, $6, $6, $7, $8, $9) on conflict (id) do nothing`,
    [activationId, emergencyId, mode, plan, planName, level, draft, divisionCode, activatedAt],
  );
  await decide(tx, data.proposalId, 'approved');
  show(data, touched);
}

/** Raised or lowered. I is the highest; the four sort as text. */
export async function foldLevelChanged(
  tx: Transaction,
  { data }: Fact<EventData<typeof LevelRaisedV1> | EventData<typeof LevelLoweredV1>>,
  touched: Touched,
): Promise<void> {
  await tx.query(
    `update picture.levels set level = $2, highest_level = least(highest_level collate "C", $2) where id = $1`,
    [data.activationId, data.to],
  );
  if (data.proposalId !== undefined) await decide(tx, data.proposalId, 'approved');
  show(data, touched);
}

export async function foldLevelEnded(
  tx: Transaction,
  { data }: Fact<EventData<typeof LevelEndedV1>>,
  touched: Touched,
): Promise<void> {
  await tx.query('update picture.levels set ended_at = $2 where id = $1', [data.activationId, data.endedAt]);
  show(data, touched);
}

export async function foldFactDeclared(
  _: Transaction,
  { data }: Fact<EventData<typeof FactDeclaredV1>>,
  touched: Touched,
): Promise<void> {
  show(data, touched);
}

export async function foldEmergencyCancelled(
  tx: Transaction,
  { data }: Fact<EventData<typeof EmergencyCancelledV1>>,
  touched: Touched,
): Promise<void> {
  await tx.query(`update picture.emergencies set state = 'cancelled', closed_at = $2 where id = $1`, [
    data.emergencyId,
    data.cancelledAt,
  ]);
  show(data, touched);
}

async function decide(tx: Transaction, proposalId: string, state: string): Promise<void> {
  await tx.query(`update picture.proposals set state = $2 where id = $1 and state in ('proposed', 'endorsed')`, [
    proposalId,
    state,
  ]);
}

function show(data: { emergencyId: string }, touched: Touched): void {
  touched.emergencies.add(data.emergencyId);
  touched.line = { emergencyId: data.emergencyId, data: lineDataOf(data) };
}
