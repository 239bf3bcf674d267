import {
  EvacuationCancelledV1,
  FactDeclaredV1,
  HouseholdMovedV1,
  HouseholdRelocatedV1,
  MovementCorrectedV1,
  RelocationEndedV1,
  WarningAttachedV1,
  WarningDetachedV1,
  WarningLapsedV1,
  type EventData,
} from '@libs/events';
import { Consumer, Consumes, ConsumesBatch, type EventEnvelope, type Received } from '@libs/messaging';
import { FiguresChanged } from './figures-changed';

/** Every fact that changes a figure. Our own come round like those of others: so each has the id it is known by. */
@Consumer('response')
export class ProposeLevelsConsumer {
  constructor(private readonly figuresChanged: FiguresChanged) {}

  @Consumes(HouseholdMovedV1)
  moved(data: EventData<typeof HouseholdMovedV1>, envelope: EventEnvelope): Promise<void> {
    return this.figuresChanged.personsReported(
      {
        emergencyId: data.emergencyId,
        metric: 'evacuated-persons',
        sourceId: data.movementId,
        orderId: data.orderId,
        eventId: envelope.id,
        personIds: data.memberIds,
      },
      envelope,
    );
  }

  @Consumes(MovementCorrectedV1)
  corrected(data: EventData<typeof MovementCorrectedV1>, envelope: EventEnvelope): Promise<void> {
    return this.figuresChanged.personsReported(
      {
        emergencyId: data.emergencyId,
        metric: 'evacuated-persons',
        sourceId: data.movementId,
        orderId: data.orderId,
        eventId: envelope.id,
        personIds: data.memberIds,
      },
      envelope,
    );
  }

  @Consumes(EvacuationCancelledV1)
  orderCancelled(data: EventData<typeof EvacuationCancelledV1>, envelope: EventEnvelope): Promise<void> {
    return this.figuresChanged.orderCancelled(data.emergencyId, data.orderId, envelope);
  }

  @Consumes(HouseholdRelocatedV1)
  relocated(data: EventData<typeof HouseholdRelocatedV1>, envelope: EventEnvelope): Promise<void> {
    return this.figuresChanged.personsReported(
      {
        emergencyId: data.emergencyId,
        metric: 'relocated-persons',
        sourceId: data.placementId,
        eventId: envelope.id,
        personIds: data.memberIds,
      },
      envelope,
    );
  }

  @Consumes(RelocationEndedV1)
  async relocationEnded(data: EventData<typeof RelocationEndedV1>, envelope: EventEnvelope): Promise<void> {
    // Who has gone home was relocated all the same.
    if (data.how !== 'recorded-in-error') return;
    await this.figuresChanged.personsReported(
      {
        emergencyId: data.emergencyId,
        metric: 'relocated-persons',
        sourceId: data.placementId,
        eventId: envelope.id,
        personIds: [],
      },
      envelope,
    );
  }

  @Consumes(FactDeclaredV1)
  factDeclared(data: EventData<typeof FactDeclaredV1>, envelope: EventEnvelope): Promise<void> {
    return this.figuresChanged.factDeclared(data, envelope);
  }

  @ConsumesBatch(WarningAttachedV1, WarningDetachedV1, WarningLapsedV1)
  warningsChanged(changes: Received<{ emergencyId: string }>[]): Promise<void> {
    return this.figuresChanged.warningsChanged(changes);
  }
}
