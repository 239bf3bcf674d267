import { EmergencyCancelledV1, EmergencyClosedV1, type EventData } from '@libs/events';
import { Consumer, Consumes, type EventEnvelope } from '@libs/messaging';
import { OnEmergencyEnded } from './on-emergency-ended';

@Consumer('resettlement')
export class OnEmergencyEndedConsumer {
  constructor(private readonly onEmergencyEnded: OnEmergencyEnded) {}

  @Consumes(EmergencyClosedV1)
  closed({ emergencyId, reason }: EventData<typeof EmergencyClosedV1>, { mode }: EventEnvelope): Promise<void> {
    return this.onEmergencyEnded.execute({ emergencyId, mode, how: 'closed', reason });
  }

  @Consumes(EmergencyCancelledV1)
  cancelled({ emergencyId, reason }: EventData<typeof EmergencyCancelledV1>, { mode }: EventEnvelope): Promise<void> {
    return this.onEmergencyEnded.execute({ emergencyId, mode, how: 'cancelled', reason });
  }
}
