import { WarningCancelledV1, WarningExpiredV1, type EventData } from '@libs/events';
import { Consumer, Consumes } from '@libs/messaging';
import { OnWarningLapsed } from './on-warning-lapsed';

@Consumer('response')
export class OnWarningLapsedConsumer {
  constructor(private readonly onWarningLapsed: OnWarningLapsed) {}

  @Consumes(WarningCancelledV1)
  cancelled({ warningId, cancelledAt }: EventData<typeof WarningCancelledV1>): Promise<void> {
    return this.onWarningLapsed.execute({ warningId, lapse: 'cancelled', lapsedAt: cancelledAt });
  }

  @Consumes(WarningExpiredV1)
  expired({ warningId, expiredAt }: EventData<typeof WarningExpiredV1>): Promise<void> {
    return this.onWarningLapsed.execute({ warningId, lapse: 'expired', lapsedAt: expiredAt });
  }
}
