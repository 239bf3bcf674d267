import { WarningIssuedV1, type EventData } from '@libs/events';
import { Consumer, ConsumesBatch, type Received } from '@libs/messaging';
import { OnWarningIssued } from './on-warning-issued';

@Consumer('response')
export class OnWarningIssuedConsumer {
  constructor(private readonly onWarningIssued: OnWarningIssued) {}

  @ConsumesBatch(WarningIssuedV1)
  handle(issued: Received<EventData<typeof WarningIssuedV1>>[]): Promise<void> {
    return this.onWarningIssued.execute(issued);
  }
}
