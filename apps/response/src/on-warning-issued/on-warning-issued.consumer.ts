import { WarningIssuedV1, type EventData } from '@libs/events';
import { Consumer, Consumes, type EventEnvelope } from '@libs/messaging';
import { OnWarningIssued } from './on-warning-issued';

@Consumer('response')
export class OnWarningIssuedConsumer {
  constructor(private readonly onWarningIssued: OnWarningIssued) {}

  @Consumes(WarningIssuedV1)
  handle(warning: EventData<typeof WarningIssuedV1>, envelope: EventEnvelope): Promise<void> {
    return this.onWarningIssued.execute(warning, envelope);
  }
}
