import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '@libs/persistence';
import { refuse } from '../domain/refusals';
import { AccountRepository } from '../persistence/account.repository';
import { SessionRepository } from '../persistence/session.repository';
import type { SignedIn } from '../sign-in/sign-in';
import { Tokens } from '../tokens/tokens';

/**
 * Who is signed in, with a fresh token for the same session: other processes do not accept tokens that are old while they
 * cannot ask whether the session is open. Refuses `session.wrong-credentials` when it is not.
 */
@Injectable()
export class OwnSession {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: AccountRepository,
    private readonly sessions: SessionRepository,
    private readonly tokens: Tokens,
  ) {}

  async execute(sessionId: string): Promise<SignedIn> {
    const { account, session } = await this.unitOfWork.run(async (tx) => {
      const session = (await this.sessions.get(tx, sessionId)) ?? refuse('session.wrong-credentials');
      return { session, account: await this.accounts.get(tx, session.accountId) };
    });
    return { account, session, token: await this.tokens.sign(account, session) };
  }
}
