import {
  ClosingDeclinedV1,
  ClosingProposedV1,
  EmergencyClosedV1,
  EmergencyOpenedV1,
  factOf,
  MessageSetAsideV1,
  WarningAttachedV1,
  WarningCancelledV1,
  WarningDetachedV1,
  WarningExpiredV1,
  WarningIssuedV1,
  WarningLapsedV1,
} from '@libs/events';
import { Consumer, ConsumesBatch, type Received } from '@libs/messaging';
import { Board } from './board';

/**
 * The group's name carries the board's version: another fold is another group (`v2`), reads from the first event into
 * tables of its own, and is switched to when it has caught up.
 */
@Consumer('picture.board.v1')
export class BoardConsumer {
  constructor(private readonly board: Board) {}

  @ConsumesBatch(
    WarningIssuedV1,
    WarningCancelledV1,
    WarningExpiredV1,
    MessageSetAsideV1,
    EmergencyOpenedV1,
    WarningAttachedV1,
    WarningDetachedV1,
    WarningLapsedV1,
    ClosingProposedV1,
    ClosingDeclinedV1,
    EmergencyClosedV1,
  )
  async fold(received: Received[]): Promise<void> {
    await this.board.execute(
      received.map(({ data, envelope: { id, type, time, mode } }) => ({
        id,
        code: factOf(type),
        at: time,
        mode,
        data,
      })),
    );
  }
}
