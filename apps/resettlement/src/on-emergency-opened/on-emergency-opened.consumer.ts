import { EmergencyOpenedV1, type EventData } from '@libs/events';
import { Consumer, Consumes, type EventEnvelope } from '@libs/messaging';
import { OnEmergencyOpened } from './on-emergency-opened';

@Consumer('resettlement')
export class OnEmergencyOpenedConsumer {
  constructor(private readonly onEmergencyOpened: OnEmergencyOpened) {}

  @Consumes(EmergencyOpenedV1)
  handle({ emergencyId, divisionCodes }: EventData<typeof EmergencyOpenedV1>, { mode }: EventEnvelope): Promise<void> {
    return this.onEmergencyOpened.execute({ emergencyId, mode, divisionCodes });
  }
}
