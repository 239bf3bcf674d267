import {
  AllAccountedForV1,
  EmergencyOpenedV1,
  EvacuationCancelledV1,
  EvacuationOrderedV1,
  EvacuationProposedV1,
  FactDeclaredV1,
  HouseholdMovedV1,
  HouseholdNotMovedV1,
  HouseholdRelocatedV1,
  HouseholdReturnedV1,
  IncidentReportedV1,
  IncidentResolvedV1,
  LevelActivatedV1,
  LevelEndedV1,
  LevelLoweredV1,
  LevelProposalEndorsedV1,
  LevelProposedV1,
  LevelRaisedV1,
  MachineTripRecordedV1,
  MachineTripWithdrawnV1,
  MissionArrivedV1,
  MissionCancelledV1,
  MissionRequestedV1,
  MovementCorrectedV1,
  RelocationEndedV1,
  StayBeganV1,
  StayEndedV1,
  ZoneChangedV1,
} from '@libs/events';
import { newId, type Mode } from '@libs/kernel';
import { fact, type ToldFact } from './facts';

/**
 * An emergency from its level to everyone back: two orders of which one is cancelled, four households, two teams of
 * which one arrives twice, three trips of which one is withdrawn.
 */
export function threadStory({ mode = 'actual' as Mode } = {}) {
  const emergencyId = newId();
  const of = { emergencyId };
  const [order, cancelledOrder, proposalId, activationId, incidentId] = Array.from({ length: 5 }, newId);
  const [wang, li, zhang, zhao] = Array.from({ length: 4 }, () => [newId(), newId()]);
  const [first, second, third] = Array.from({ length: 3 }, newId);
  const movements = Array.from({ length: 5 }, newId);
  const missions = Array.from({ length: 3 }, newId);
  const teams = [newId(), newId()];
  const trips = Array.from({ length: 3 }, newId);
  const [stayId, shelterId, zoneId] = Array.from({ length: 3 }, newId);
  const placements = [newId(), newId()];
  const moved = (nth: number, orderId: string, memberIds: string[]) =>
    fact(HouseholdMovedV1, { ...of, movementId: movements[nth]!, orderId, memberIds, zoneId: zoneId! }, mode);
  const facts = [
    fact(EmergencyOpenedV1, of, mode),
    fact(FactDeclaredV1, { ...of, factId: newId() }, mode),
    fact(LevelProposedV1, { ...of, proposalId: proposalId!, level: 'III' }, mode),
    fact(LevelProposalEndorsedV1, { ...of, proposalId: proposalId! }, mode),
    fact(LevelActivatedV1, { ...of, proposalId: proposalId!, activationId: activationId!, level: 'III' }, mode),
    fact(LevelRaisedV1, { ...of, activationId: activationId!, from: 'III', to: 'II' }, mode),
    fact(LevelLoweredV1, { ...of, activationId: activationId!, from: 'II', to: 'III' }, mode),
    fact(IncidentReportedV1, { ...of, incidentId: incidentId! }, mode),
    fact(IncidentResolvedV1, { ...of, incidentId: incidentId! }, mode),
    ...[
      [0, teams[0]!, 20],
      [1, teams[0]!, 30],
      [2, teams[1]!, 50],
    ].flatMap(([nth, teamId, strength]) => {
      const mission = { ...of, missionId: missions[nth as number]!, teamId: teamId as string };
      return [
        fact(MissionRequestedV1, mission, mode),
        fact(
          MissionArrivedV1,
          { ...mission, strength: strength as number, arrivedAt: `2021-10-04T0${nth}:00:00Z` },
          mode,
        ),
      ];
    }),
    fact(MissionCancelledV1, { ...of, missionId: missions[2]!, teamId: teams[1]! }, mode),
    ...trips.map((tripId) => fact(MachineTripRecordedV1, { ...of, tripId }, mode)),
    fact(MachineTripWithdrawnV1, { ...of, tripId: trips[2]! }, mode),
    fact(EvacuationProposedV1, { ...of, orderId: order!, zoneIds: [zoneId!] }, mode),
    fact(EvacuationOrderedV1, { ...of, orderId: order!, zoneIds: [zoneId!], householdCount: 4 }, mode),
    fact(EvacuationProposedV1, { ...of, orderId: cancelledOrder! }, mode),
    fact(EvacuationOrderedV1, { ...of, orderId: cancelledOrder!, householdCount: 9 }, mode),
    moved(0, order!, wang!),
    moved(1, order!, li!),
    fact(HouseholdReturnedV1, { ...of, movementId: movements[1]!, orderId: order!, zoneId: zoneId! }, mode),
    moved(2, order!, zhang!),
    fact(
      MovementCorrectedV1,
      {
        ...of,
        movementId: movements[2]!,
        orderId: order!,
        zoneId: zoneId!,
        from: 'moved',
        to: 'refused',
        memberIds: [],
      },
      mode,
    ),
    fact(
      HouseholdNotMovedV1,
      { ...of, movementId: movements[3]!, orderId: order!, zoneId: zoneId!, outcome: 'absent' },
      mode,
    ),
    // The same two persons, and two more, under an order that is cancelled.
    moved(4, cancelledOrder!, [...wang!, ...zhao!]),
    fact(EvacuationCancelledV1, { ...of, orderId: cancelledOrder! }, mode),
    fact(AllAccountedForV1, { ...of, orderId: order! }, mode),
    fact(HouseholdRelocatedV1, { ...of, placementId: placements[0]!, householdId: first!, memberIds: wang! }, mode),
    fact(RelocationEndedV1, { ...of, placementId: placements[0]!, householdId: first!, how: 'home' }, mode),
    fact(HouseholdRelocatedV1, { ...of, placementId: placements[1]!, householdId: second!, memberIds: zhao! }, mode),
    fact(
      RelocationEndedV1,
      { ...of, placementId: placements[1]!, householdId: second!, how: 'recorded-in-error' },
      mode,
    ),
    fact(StayBeganV1, { ...of, stayId: stayId!, shelterId: shelterId!, householdId: third!, memberIds: wang! }, mode),
    fact(StayEndedV1, { ...of, stayId: stayId!, shelterId: shelterId!, householdId: third! }, mode),
    fact(LevelEndedV1, { ...of, activationId: activationId!, level: 'III' }, mode),
  ] as unknown as ToldFact[];
  return { facts, emergencyId, orderId: order!, zoneId: zoneId!, activationId: activationId! };
}

/** Facts of the ledger of zones. */
export const zones = (number: number) =>
  Array.from({ length: number }, () => fact(ZoneChangedV1, { zoneId: newId() }) as unknown as ToldFact);
