import { Injectable } from '@nestjs/common';
import { createLogger } from '@libs/observability';
import { UnitOfWork } from '@libs/persistence';
import { MessageRepository } from '../persistence/message.repository';
import { JudgeMessage } from './judge-message';

/** A message that has ended the process so often is left for a person to look at. */
const MOST_ATTEMPTS = 3;

/**
 * Judges messages that were stored and never judged, because the process died in between. The newest come first: what has
 * been replaced meanwhile is known as replaced when its turn comes, and never goes out as if it were in force.
 */
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
    let judged = 0;
    for (const id of await this.messages.unjudged(MOST_ATTEMPTS)) if (await this.judgeOne(id)) judged += 1;
    return judged;
  }

  private async judgeOne(id: string): Promise<boolean> {
    for (;;) {
      const message = await this.unitOfWork.run((tx) => this.messages.claimUnjudged(tx, id, MOST_ATTEMPTS));
      if (!message) return false;
      try {
        await this.judgeMessage.execute(message);
        return true;
      } catch (error) {
        const { attempts } = message;
        this.log.error({ err: error, messageId: id, attempts }, 'a stored message could not be judged');
      }
    }
  }
}
