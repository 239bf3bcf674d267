import type {
  AllAccountedForV1,
  EvacuationCancelledV1,
  EvacuationDeclinedV1,
  EvacuationEndedV1,
  EvacuationOrderedV1,
  EvacuationProposedV1,
  EventData,
  HouseholdJoinedV1,
  HouseholdMovedV1,
  HouseholdNotMovedV1,
  HouseholdRelocatedV1,
  HouseholdReturnedV1,
  IncidentCancelledV1,
  IncidentReportedV1,
  IncidentResolvedV1,
  MachineTripRecordedV1,
  MachineTripWithdrawnV1,
  MissionAcceptedV1,
  MissionArrivedV1,
  MissionCancelledV1,
  MissionDeclinedV1,
  MissionDepartedV1,
  MissionReleasedV1,
  MissionRequestedV1,
  MovementCorrectedV1,
  RelocationEndedV1,
  ReturnAuthorisedV1,
  StayBeganV1,
  StayEndedV1,
} from '@libs/events';
import type { Patch } from '../persistence/patch';
import type { ThreadTable } from './thread-tables';

/** What a fact says about one row. Each only adds what it knows, so that thousands go into one statement. */
export interface ThreadFact {
  table: ThreadTable;
  patch: (data: never) => Patch;
  /** Its line is sent to the consoles; the others are on the timeline for whoever reads it. */
  notable: boolean;
}

type Of<Event> = (data: EventData<Event>) => Patch;

const shown = <Event>(table: ThreadTable, patch: Of<Event>): ThreadFact => ({ table, patch, notable: true });
const quiet = <Event>(table: ThreadTable, patch: Of<Event>): ThreadFact => ({ table, patch, notable: false });

export const THREAD_FACTS: Readonly<Record<string, ThreadFact>> = {
  'dispatch.incident-reported': shown<typeof IncidentReportedV1>('incidents', (data) => ({
    id: data.incidentId,
    kind: data.kind,
    name: data.name,
    description: data.description,
    division_code: data.divisionCode,
    position: data.position,
    happened_at: data.happenedAt,
    source_date: data.sourceDate,
    reported_at: data.reportedAt,
  })),
  'dispatch.incident-resolved': shown<typeof IncidentResolvedV1>('incidents', (data) => ({
    id: data.incidentId,
    resolved_at: data.resolvedAt,
  })),
  'dispatch.incident-cancelled': shown<typeof IncidentCancelledV1>('incidents', (data) => ({
    id: data.incidentId,
    cancelled_at: data.cancelledAt,
  })),
  'dispatch.mission-requested': quiet<typeof MissionRequestedV1>('missions', (data) => ({
    id: data.missionId,
    team_id: data.teamId,
    incident_id: data.incidentId,
    task: data.task,
    division_code: data.divisionCode,
    requested_at: data.requestedAt,
  })),
  'dispatch.mission-accepted': quiet<typeof MissionAcceptedV1>('missions', (data) => ({
    id: data.missionId,
    team_id: data.teamId,
    arrival_estimate: data.arrivalEstimate,
    accepted_at: data.acceptedAt,
  })),
  'dispatch.mission-declined': quiet<typeof MissionDeclinedV1>('missions', (data) => ({
    id: data.missionId,
    team_id: data.teamId,
    declined_at: data.declinedAt,
  })),
  'dispatch.mission-departed': quiet<typeof MissionDepartedV1>('missions', (data) => ({
    id: data.missionId,
    team_id: data.teamId,
    departed_at: data.departedAt,
  })),
  'dispatch.mission-arrived': quiet<typeof MissionArrivedV1>('missions', (data) => ({
    id: data.missionId,
    team_id: data.teamId,
    strength: data.strength,
    arrived_at: data.arrivedAt,
  })),
  'dispatch.mission-released': quiet<typeof MissionReleasedV1>('missions', (data) => ({
    id: data.missionId,
    team_id: data.teamId,
    released_at: data.releasedAt,
  })),
  'dispatch.mission-cancelled': quiet<typeof MissionCancelledV1>('missions', (data) => ({
    id: data.missionId,
    team_id: data.teamId,
    cancelled_at: data.cancelledAt,
  })),
  'dispatch.machine-trip-recorded': quiet<typeof MachineTripRecordedV1>('trips', (data) => ({
    id: data.tripId,
    machine_id: data.machineId,
    mission_id: data.missionId,
    destination: data.destination,
    division_code: data.divisionCode,
    left_at: data.leftAt,
    returned_at: data.returnedAt,
  })),
  'dispatch.machine-trip-withdrawn': quiet<typeof MachineTripWithdrawnV1>('trips', (data) => ({
    id: data.tripId,
    withdrawn_at: data.withdrawnAt,
  })),
  'resettlement.evacuation-proposed': shown<typeof EvacuationProposedV1>('orders', (data) => ({
    id: data.orderId,
    zone_ids: data.zoneIds,
    division_codes: data.divisionCodes,
    household_count: data.householdCount,
    person_count: data.personCount,
    reason: data.reason,
    content_hash: data.contentHash,
    proposed_at: data.proposedAt,
  })),
  'resettlement.evacuation-ordered': shown<typeof EvacuationOrderedV1>('orders', (data) => ({
    id: data.orderId,
    zone_ids: data.zoneIds,
    household_count: data.householdCount,
    person_count: data.personCount,
    ordered_at: data.orderedAt,
  })),
  'resettlement.evacuation-declined': shown<typeof EvacuationDeclinedV1>('orders', (data) => ({
    id: data.orderId,
    declined_at: data.declinedAt,
  })),
  'resettlement.evacuation-cancelled': shown<typeof EvacuationCancelledV1>('orders', (data) => ({
    id: data.orderId,
    cancelled_at: data.cancelledAt,
  })),
  'resettlement.all-accounted-for': shown<typeof AllAccountedForV1>('orders', (data) => ({
    id: data.orderId,
    accounted_at: data.accountedAt,
  })),
  'resettlement.return-authorised': shown<typeof ReturnAuthorisedV1>('orders', (data) => ({
    id: data.orderId,
    returning_at: data.authorisedAt,
  })),
  'resettlement.evacuation-ended': shown<typeof EvacuationEndedV1>('orders', (data) => ({
    id: data.orderId,
    ended_at: data.endedAt,
  })),
  'resettlement.household-joined': quiet<typeof HouseholdJoinedV1>('joined_households', (data) => ({
    id: `${data.orderId}/${data.householdId}`,
    order_id: data.orderId,
    household_id: data.householdId,
    person_count: data.personCount,
  })),
  'resettlement.household-moved': quiet<typeof HouseholdMovedV1>('movements', (data) => ({
    ...movementOf(data),
    state: 'moved',
    member_ids: data.memberIds,
    destination: data.destination,
    shelter_id: data.shelterId,
  })),
  'resettlement.household-not-moved': quiet<typeof HouseholdNotMovedV1>('movements', (data) => ({
    ...movementOf(data),
    state: data.outcome,
  })),
  'resettlement.household-returned': quiet<typeof HouseholdReturnedV1>('movements', (data) => ({
    ...movementOf(data),
    state: 'returned',
  })),
  'resettlement.movement-corrected': quiet<typeof MovementCorrectedV1>('movements', (data) => ({
    ...movementOf(data),
    state: data.to,
    member_ids: data.memberIds,
  })),
  'resettlement.household-relocated': quiet<typeof HouseholdRelocatedV1>('placements', (data) => ({
    id: data.placementId,
    household_id: data.householdId,
    member_ids: data.memberIds,
    division_code: data.divisionCode,
    placement: data.placement,
    shelter_id: data.shelterId,
    relocated_at: data.relocatedAt,
  })),
  'resettlement.relocation-ended': quiet<typeof RelocationEndedV1>('placements', (data) => ({
    id: data.placementId,
    household_id: data.householdId,
    ended_at: data.endedAt,
    how: data.how,
  })),
  'resettlement.stay-began': quiet<typeof StayBeganV1>('stays', (data) => ({
    id: data.stayId,
    shelter_id: data.shelterId,
    household_id: data.householdId,
    persons: data.memberIds.length,
    began_at: data.beganAt,
  })),
  'resettlement.stay-ended': quiet<typeof StayEndedV1>('stays', (data) => ({
    id: data.stayId,
    shelter_id: data.shelterId,
    ended_at: data.endedAt,
  })),
};

function movementOf(data: { movementId: string; orderId: string; householdId: string; zoneId: string }): Patch {
  return { id: data.movementId, order_id: data.orderId, household_id: data.householdId, zone_id: data.zoneId };
}
