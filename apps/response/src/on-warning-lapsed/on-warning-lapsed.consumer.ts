import { WarningCancelledV1, WarningExpiredV1, type EventData } from '@libs/events';
import { Consumer, Consumes, type EventEnvelope } from '@libs/messaging';
import { OnWarningLapsed } from './on-warning-lapsed';

@Consumer('response')
export class OnWarningLapsedConsumer {
  constructor(private readonly onWarningLapsed: OnWarningLapsed) {}

  @Consumes(WarningCancelledV1)
  cancelled({ warningId, cancelledAt }: EventData<typeof WarningCancelledV1>, envelope: EventEnvelope): Promise<void> {
    return this.onWarningLapsed.execute({ warningId, lapse: 'cancelled', lapsedAt: cancelledAt }, envelope);
  }

  @Consumes(WarningExpiredV1)
  expired({ warningId, expiredAt }: EventData<typeof WarningExpiredV1>, envelope: EventEnvelope): Promise<void> {
    return this.onWarningLapsed.execute({ warningId, lapse: 'expired', lapsedAt: expiredAt }, envelope);
  }
}
