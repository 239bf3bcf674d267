import type {
  ClosingDeclinedV1,
  ClosingProposedV1,
  EmergencyClosedV1,
  EmergencyOpenedV1,
  EventData,
  WarningAttachedV1,
  WarningDetachedV1,
  WarningLapsedV1,
} from '@libs/events';
import type { Transaction } from '@libs/persistence';
import type { Crowd, Fact, Touched } from './fact';

// Named statements are planned once per connection.
const ATTACH = {
  name: 'picture.attach-warnings',
  text: `insert into picture.emergency_warnings (emergency_id, warning_id)
    select distinct * from unnest($1::uuid[], $2::uuid[])
    on conflict (emergency_id, warning_id) do update set detached_at = null, detached_position = null`,
};
const WIDEN = {
  name: 'picture.widen-emergency',
  text: 'update picture.emergencies set division_codes = $2 where id = $1',
};

export async function foldEmergencyOpened(
  tx: Transaction,
  { mode, data }: Fact<EventData<typeof EmergencyOpenedV1>>,
  touched: Touched,
): Promise<void> {
  const { emergencyId, hazard, title, divisionCodes, draftRule, openedAt, openedBy, reason } = data;
  await tx.query(
    `insert into picture.emergencies (id, mode, state, hazard, title, division_codes, draft_rule, opened_at)
     values ($1, $2, 'open', $3, $4, $5, $6, $7) on conflict (id) do nothing`,
    [emergencyId, mode, hazard, title, divisionCodes, draftRule, openedAt],
  );
  touched.emergencies.add(emergencyId);
  touched.line = { emergencyId, data: { actor: openedBy, reason } };
}

/** Warnings join emergencies. A warning itself may come later: it travels under another key. */
export const WARNINGS_ATTACHED: Crowd<EventData<typeof WarningAttachedV1>> = {
  async fold(tx, facts, touched) {
    const attached = facts.map(({ data }) => data);
    const widened = new Map(attached.map(({ emergencyId, divisionCodes }) => [emergencyId, divisionCodes]));
    await Promise.all([
      tx.query(ATTACH, [attached.map((one) => one.emergencyId), attached.map((one) => one.warningId)]),
      ...[...widened].map((emergency) => tx.query(WIDEN, emergency)),
    ]);
    for (const { emergencyId, warningId } of attached) {
      touched.emergencies.add(emergencyId);
      touched.warnings.add(warningId);
      touched.joined.add(warningId);
    }
  },
  lineOf: ({ data: { emergencyId, warningId, how, attachedBy, reason } }) => ({
    emergencyId,
    warningId,
    data: { how, actor: attachedBy, reason },
  }),
};

/** What happened to the warning before stays on the timeline; what happens after this does not come to it. */
export async function foldWarningDetached(
  tx: Transaction,
  { data, position }: Fact<EventData<typeof WarningDetachedV1>>,
  touched: Touched,
): Promise<void> {
  const { emergencyId, warningId, detachedAt, detachedBy, reason } = data;
  await tx.query(
    `update picture.emergency_warnings set detached_at = $3, detached_position = $4
     where emergency_id = $1 and warning_id = $2 and detached_at is null`,
    [emergencyId, warningId, detachedAt, position],
  );
  touched.emergencies.add(emergencyId);
  touched.warnings.add(warningId);
  touched.line = { emergencyId, warningId, data: { actor: detachedBy, reason } };
}

export async function foldWarningLapsed(
  _: Transaction,
  { data: { emergencyId, warningId, lapse, inForceLeft } }: Fact<EventData<typeof WarningLapsedV1>>,
  touched: Touched,
): Promise<void> {
  touched.emergencies.add(emergencyId);
  touched.line = { emergencyId, warningId, data: { lapse, inForceLeft } };
}

export async function foldClosingProposed(
  tx: Transaction,
  { data: { emergencyId, proposedBy, reason } }: Fact<EventData<typeof ClosingProposedV1>>,
  touched: Touched,
): Promise<void> {
  await changeState(tx, emergencyId, 'closing-proposed', touched);
  touched.line = { emergencyId, data: { actor: proposedBy, reason } };
}

export async function foldClosingDeclined(
  tx: Transaction,
  { data: { emergencyId, decidedBy, reason } }: Fact<EventData<typeof ClosingDeclinedV1>>,
  touched: Touched,
): Promise<void> {
  await changeState(tx, emergencyId, 'open', touched);
  touched.line = { emergencyId, data: { actor: decidedBy, reason } };
}

export async function foldEmergencyClosed(
  tx: Transaction,
  { data: { emergencyId, closedAt, closedBy, reason } }: Fact<EventData<typeof EmergencyClosedV1>>,
  touched: Touched,
): Promise<void> {
  await changeState(tx, emergencyId, 'closed', touched);
  await tx.query('update picture.emergencies set closed_at = $2 where id = $1', [emergencyId, closedAt]);
  touched.line = { emergencyId, data: { actor: closedBy, reason } };
}

async function changeState(tx: Transaction, id: string, state: string, touched: Touched): Promise<void> {
  await tx.query('update picture.emergencies set state = $2 where id = $1', [id, state]);
  touched.emergencies.add(id);
}
