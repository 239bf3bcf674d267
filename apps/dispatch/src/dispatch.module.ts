import { Module } from '@nestjs/common';
import { MessagingModule } from '@libs/messaging';
import { PersistenceModule } from '@libs/persistence';
import { AcceptMission } from './accept-mission/accept-mission';
import { AcceptMissionController } from './accept-mission/accept-mission.http';
import { CancelMission } from './cancel-mission/cancel-mission';
import { CancelMissionController } from './cancel-mission/cancel-mission.http';
import { DeclineMission } from './decline-mission/decline-mission';
import { DeclineMissionController } from './decline-mission/decline-mission.http';
import { EndIncident } from './end-incident/end-incident';
import { EndIncidentController } from './end-incident/end-incident.http';
import { IncidentListController } from './incident-list/incident-list.http';
import { IncidentListQuery } from './incident-list/incident-list.query';
import { LedgerListController } from './ledger-list/ledger-list.http';
import { LedgerListQuery } from './ledger-list/ledger-list.query';
import { MachineTripListController } from './machine-trip-list/machine-trip-list.http';
import { MachineTripListQuery } from './machine-trip-list/machine-trip-list.query';
import { MissionListController } from './mission-list/mission-list.http';
import { MissionListQuery } from './mission-list/mission-list.query';
import { OnEmergencyEnded } from './on-emergency-ended/on-emergency-ended';
import { OnEmergencyEndedConsumer } from './on-emergency-ended/on-emergency-ended.consumer';
import { OnEmergencyOpened } from './on-emergency-opened/on-emergency-opened';
import { OnEmergencyOpenedConsumer } from './on-emergency-opened/on-emergency-opened.consumer';
import { OnRegisterChanged } from './on-register-changed/on-register-changed';
import { OnRegisterChangedConsumer } from './on-register-changed/on-register-changed.consumer';
import { EmergencyRepository } from './persistence/emergency.repository';
import { IncidentRepository } from './persistence/incident.repository';
import { MachineTripRepository } from './persistence/machine-trip.repository';
import { MissionRepository } from './persistence/mission.repository';
import { RegisterRepository } from './persistence/register.repository';
import { RecordMachineTrips } from './record-machine-trips/record-machine-trips';
import { RecordMachineTripsController } from './record-machine-trips/record-machine-trips.http';
import { ReleaseMission } from './release-mission/release-mission';
import { ReleaseMissionController } from './release-mission/release-mission.http';
import { ReportArrival } from './report-arrival/report-arrival';
import { ReportArrivalController } from './report-arrival/report-arrival.http';
import { ReportDeparture } from './report-departure/report-departure';
import { ReportDepartureController } from './report-departure/report-departure.http';
import { ReportIncident } from './report-incident/report-incident';
import { ReportIncidentController } from './report-incident/report-incident.http';
import { RequestMission } from './request-mission/request-mission';
import { RequestMissionController } from './request-mission/request-mission.http';
import { ResourceListController } from './resource-list/resource-list.http';
import { ResourceListQuery } from './resource-list/resource-list.query';
import { WithdrawMachineTrip } from './withdraw-machine-trip/withdraw-machine-trip';
import { WithdrawMachineTripController } from './withdraw-machine-trip/withdraw-machine-trip.http';

/** Incidents, the missions of teams and the trips of machines: who is asked, who goes, who is free. */
@Module({
  imports: [PersistenceModule.forService('dispatch'), MessagingModule.forService('dispatch')],
  controllers: [
    OnRegisterChangedConsumer,
    OnEmergencyOpenedConsumer,
    OnEmergencyEndedConsumer,
    ReportIncidentController,
    EndIncidentController,
    RequestMissionController,
    AcceptMissionController,
    DeclineMissionController,
    ReportDepartureController,
    ReportArrivalController,
    ReleaseMissionController,
    CancelMissionController,
    RecordMachineTripsController,
    WithdrawMachineTripController,
    IncidentListController,
    MissionListController,
    MachineTripListController,
    ResourceListController,
    LedgerListController,
  ],
  providers: [
    EmergencyRepository,
    IncidentRepository,
    MachineTripRepository,
    MissionRepository,
    RegisterRepository,
    OnRegisterChanged,
    OnEmergencyOpened,
    OnEmergencyEnded,
    ReportIncident,
    EndIncident,
    RequestMission,
    AcceptMission,
    DeclineMission,
    ReportDeparture,
    ReportArrival,
    ReleaseMission,
    CancelMission,
    RecordMachineTrips,
    WithdrawMachineTrip,
    IncidentListQuery,
    MissionListQuery,
    MachineTripListQuery,
    ResourceListQuery,
    LedgerListQuery,
  ],
})
export class DispatchModule {}
