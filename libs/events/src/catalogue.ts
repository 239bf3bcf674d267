import { FeedFellSilentV1 } from './alerting/feed-fell-silent.v1';
import { FeedHeardAgainV1 } from './alerting/feed-heard-again.v1';
import { MessageDecidedV1 } from './alerting/message-decided.v1';
import { MessageSetAsideV1 } from './alerting/message-set-aside.v1';
import { WarningCancelledV1 } from './alerting/warning-cancelled.v1';
import { WarningExpiredV1 } from './alerting/warning-expired.v1';
import { WarningIssuedV1 } from './alerting/warning-issued.v1';
import { ZoneChangedV1 } from './registry/zone-changed.v1';
import { HouseholdChangedV1 } from './registry/household-changed.v1';
import { ShelterChangedV1 } from './registry/shelter-changed.v1';
import { TeamChangedV1 } from './registry/team-changed.v1';
import { MachineChangedV1 } from './registry/machine-changed.v1';
import { LedgerImportedV1 } from './registry/ledger-imported.v1';
import { FactDeclaredV1 } from './response/fact-declared.v1';
import { LevelProposedV1 } from './response/level-proposed.v1';
import { LevelProposalEndorsedV1 } from './response/level-proposal-endorsed.v1';
import { LevelProposalDeclinedV1 } from './response/level-proposal-declined.v1';
import { LevelActivatedV1 } from './response/level-activated.v1';
import { LevelRaisedV1 } from './response/level-raised.v1';
import { LevelLoweredV1 } from './response/level-lowered.v1';
import { LevelEndedV1 } from './response/level-ended.v1';
import { EmergencyCancelledV1 } from './response/emergency-cancelled.v1';
import { IncidentReportedV1 } from './dispatch/incident-reported.v1';
import { IncidentResolvedV1 } from './dispatch/incident-resolved.v1';
import { IncidentCancelledV1 } from './dispatch/incident-cancelled.v1';
import { MissionRequestedV1 } from './dispatch/mission-requested.v1';
import { MissionAcceptedV1 } from './dispatch/mission-accepted.v1';
import { MissionDeclinedV1 } from './dispatch/mission-declined.v1';
import { MissionDepartedV1 } from './dispatch/mission-departed.v1';
import { MissionArrivedV1 } from './dispatch/mission-arrived.v1';
import { MissionReleasedV1 } from './dispatch/mission-released.v1';
import { MissionCancelledV1 } from './dispatch/mission-cancelled.v1';
import { MachineTripRecordedV1 } from './dispatch/machine-trip-recorded.v1';
import { MachineTripWithdrawnV1 } from './dispatch/machine-trip-withdrawn.v1';
import { EvacuationProposedV1 } from './resettlement/evacuation-proposed.v1';
import { EvacuationOrderedV1 } from './resettlement/evacuation-ordered.v1';
import { EvacuationDeclinedV1 } from './resettlement/evacuation-declined.v1';
import { EvacuationCancelledV1 } from './resettlement/evacuation-cancelled.v1';
import { ReturnAuthorisedV1 } from './resettlement/return-authorised.v1';
import { EvacuationEndedV1 } from './resettlement/evacuation-ended.v1';
import { HouseholdJoinedV1 } from './resettlement/household-joined.v1';
import { AllAccountedForV1 } from './resettlement/all-accounted-for.v1';
import { HouseholdMovedV1 } from './resettlement/household-moved.v1';
import { HouseholdNotMovedV1 } from './resettlement/household-not-moved.v1';
import { HouseholdReturnedV1 } from './resettlement/household-returned.v1';
import { MovementCorrectedV1 } from './resettlement/movement-corrected.v1';
import { HouseholdRelocatedV1 } from './resettlement/household-relocated.v1';
import { RelocationEndedV1 } from './resettlement/relocation-ended.v1';
import { StayBeganV1 } from './resettlement/stay-began.v1';
import { StayEndedV1 } from './resettlement/stay-ended.v1';
import type { EventDefinition } from './define-event';
import type { Topic } from './define-topic';
import { ClosingDeclinedV1 } from './response/closing-declined.v1';
import { ClosingProposedV1 } from './response/closing-proposed.v1';
import { EmergencyClosedV1 } from './response/emergency-closed.v1';
import { EmergencyOpenedV1 } from './response/emergency-opened.v1';
import { WarningAttachedV1 } from './response/warning-attached.v1';
import { WarningDetachedV1 } from './response/warning-detached.v1';
import { WarningLapsedV1 } from './response/warning-lapsed.v1';

/** Every event of the product, by producing service, in the order of a story. */
export const eventCatalogue: readonly EventDefinition<any>[] = [
  ZoneChangedV1,
  HouseholdChangedV1,
  ShelterChangedV1,
  TeamChangedV1,
  MachineChangedV1,
  LedgerImportedV1,
  WarningIssuedV1,
  WarningCancelledV1,
  WarningExpiredV1,
  MessageSetAsideV1,
  MessageDecidedV1,
  FeedFellSilentV1,
  FeedHeardAgainV1,
  EmergencyOpenedV1,
  WarningAttachedV1,
  WarningDetachedV1,
  WarningLapsedV1,
  ClosingProposedV1,
  ClosingDeclinedV1,
  FactDeclaredV1,
  LevelProposedV1,
  LevelProposalEndorsedV1,
  LevelProposalDeclinedV1,
  LevelActivatedV1,
  LevelRaisedV1,
  LevelLoweredV1,
  LevelEndedV1,
  EmergencyCancelledV1,
  IncidentReportedV1,
  IncidentResolvedV1,
  IncidentCancelledV1,
  MissionRequestedV1,
  MissionAcceptedV1,
  MissionDeclinedV1,
  MissionDepartedV1,
  MissionArrivedV1,
  MissionReleasedV1,
  MissionCancelledV1,
  MachineTripRecordedV1,
  MachineTripWithdrawnV1,
  EvacuationProposedV1,
  EvacuationOrderedV1,
  EvacuationDeclinedV1,
  EvacuationCancelledV1,
  ReturnAuthorisedV1,
  EvacuationEndedV1,
  HouseholdJoinedV1,
  AllAccountedForV1,
  HouseholdMovedV1,
  HouseholdNotMovedV1,
  HouseholdReturnedV1,
  MovementCorrectedV1,
  HouseholdRelocatedV1,
  RelocationEndedV1,
  StayBeganV1,
  StayEndedV1,
  EmergencyClosedV1,
];

/** Every topic of the product. */
export const topicCatalogue: readonly Topic[] = [...new Set(eventCatalogue.map((event) => event.topic))];
