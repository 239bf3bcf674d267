import { Module } from '@nestjs/common';
import { MessagingModule } from '@libs/messaging';
import { PersistenceModule } from '@libs/persistence';
import { AuthoriseReturn } from './authorise-return/authorise-return';
import { AuthoriseReturnController } from './authorise-return/authorise-return.http';
import { CheckIn } from './check-in/check-in';
import { CheckInController } from './check-in/check-in.http';
import { CheckOut } from './check-out/check-out';
import { CheckOutController } from './check-out/check-out.http';
import { CorrectMovement } from './correct-movement/correct-movement';
import { CorrectMovementController } from './correct-movement/correct-movement.http';
import { DecideOrder } from './decide-order/decide-order';
import { DecideOrderController } from './decide-order/decide-order.http';
import { EndOrder } from './end-order/end-order';
import { EndOrderController } from './end-order/end-order.http';
import { EndPlacements } from './end-placements/end-placements';
import { EndPlacementsController } from './end-placements/end-placements.http';
import { HouseholdListController } from './household-list/household-list.http';
import { HouseholdListQuery } from './household-list/household-list.query';
import { LedgerListController } from './ledger-list/ledger-list.http';
import { LedgerListQuery } from './ledger-list/ledger-list.query';
import { OnEmergencyEnded } from './on-emergency-ended/on-emergency-ended';
import { OnEmergencyEndedConsumer } from './on-emergency-ended/on-emergency-ended.consumer';
import { OnEmergencyOpened } from './on-emergency-opened/on-emergency-opened';
import { OnEmergencyOpenedConsumer } from './on-emergency-opened/on-emergency-opened.consumer';
import { OnRegisterChanged } from './on-register-changed/on-register-changed';
import { OnRegisterChangedConsumer } from './on-register-changed/on-register-changed.consumer';
import { OrderListController } from './order-list/order-list.http';
import { OrderListQuery } from './order-list/order-list.query';
import { EmergencyRepository } from './persistence/emergency.repository';
import { MovementRepository } from './persistence/movement.repository';
import { OrderRepository } from './persistence/order.repository';
import { PlacementRepository } from './persistence/placement.repository';
import { RegisterRepository } from './persistence/register.repository';
import { StayRepository } from './persistence/stay.repository';
import { ProposeOrder } from './propose-order/propose-order';
import { ProposeOrderController } from './propose-order/propose-order.http';
import { RecordPlacements } from './record-placements/record-placements';
import { RecordPlacementsController } from './record-placements/record-placements.http';
import { ReportMovements } from './report-movements/report-movements';
import { ReportMovementsController } from './report-movements/report-movements.http';
import { ShelterListController } from './shelter-list/shelter-list.http';
import { ShelterListQuery } from './shelter-list/shelter-list.query';

/** People who leave their homes: evacuation orders, movements, shelters and placements. */
@Module({
  imports: [PersistenceModule.forService('resettlement'), MessagingModule.forService('resettlement')],
  controllers: [
    OnEmergencyEndedConsumer,
    OnEmergencyOpenedConsumer,
    OnRegisterChangedConsumer,
    AuthoriseReturnController,
    CheckInController,
    CheckOutController,
    CorrectMovementController,
    DecideOrderController,
    EndOrderController,
    EndPlacementsController,
    HouseholdListController,
    LedgerListController,
    OrderListController,
    ProposeOrderController,
    RecordPlacementsController,
    ReportMovementsController,
    ShelterListController,
  ],
  providers: [
    EmergencyRepository,
    MovementRepository,
    OrderRepository,
    PlacementRepository,
    RegisterRepository,
    StayRepository,
    AuthoriseReturn,
    CheckIn,
    CheckOut,
    CorrectMovement,
    DecideOrder,
    EndOrder,
    EndPlacements,
    HouseholdListQuery,
    LedgerListQuery,
    OnEmergencyEnded,
    OnEmergencyOpened,
    OnRegisterChanged,
    OrderListQuery,
    ProposeOrder,
    RecordPlacements,
    ReportMovements,
    ShelterListQuery,
  ],
})
export class ResettlementModule {}
