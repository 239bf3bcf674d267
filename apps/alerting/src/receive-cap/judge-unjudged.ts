import { Injectable } from '@nestjs/common';
import { systemClock } from '@libs/kernel';
import { createLogger } from '@libs/observability';
import { UnitOfWork } from '@libs/persistence';
import { MessageRepository } from '../persistence/message.repository';
import { JudgeMessage } from './judge-message';

const AT_ONCE = 20;
/** A message that has ended the process so often is left for a person to look at. */
const MOST_ATTEMPTS = 3;

/** Judges messages that were stored and never judged, because the process died in between. */
@Injectable()
export class JudgeUnjudged {
  private readonly log = createLogger('alerting');

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly messages: MessageRepository,
    private readonly judgeMessage: JudgeMessage,
  ) {}

  /** Number of messages judged. */
  async execute(): Promise<number> {
    const before = systemClock();
    let judged = 0;
    for (;;) {
      const claimed = await this.unitOfWork.run((tx) =>
        this.messages.claimUnjudged(tx, before, MOST_ATTEMPTS, AT_ONCE),
      );
      if (claimed.length === 0) return judged;
      for (const message of claimed) {
        try {
          await this.judgeMessage.execute(message);
          judged += 1;
        } catch (error) {
          this.log.error(
            { err: error, messageId: message.id, attempts: message.attempts },
            'a stored message could not be judged',
          );
        }
      }
    }
  }
}
