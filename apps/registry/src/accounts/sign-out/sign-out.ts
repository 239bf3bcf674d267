import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '@libs/persistence';
import { SessionRepository } from '../persistence/session.repository';
import { Tokens } from '../tokens/tokens';

/** Ends a session: its tokens are refused from now on. Ending it twice changes nothing. */
@Injectable()
export class SignOut {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sessions: SessionRepository,
    private readonly tokens: Tokens,
  ) {}

  async execute({ sessionId, accountId }: { sessionId: string; accountId: string }): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      await this.sessions.end(tx, sessionId);
      tx.afterCommit(this.tokens.forgetSessions);
      await tx.audit({ action: 'session.ended', subject: accountId });
    });
  }
}
