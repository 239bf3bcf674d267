import { Injectable } from '@nestjs/common';
import { requireVersion } from '@libs/http';
import { systemClock } from '@libs/kernel';
import { UnitOfWork } from '@libs/persistence';
import { changeAccount, type Account, type AccountChange, type Administrator } from '../domain/account';
import { AccountRepository } from '../persistence/account.repository';
import { SessionRepository } from '../persistence/session.repository';
import { Tokens } from '../tokens/tokens';

/** Changes an account and ends its sessions, because their tokens still say what it was. */
@Injectable()
export class ChangeAccount {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: AccountRepository,
    private readonly sessions: SessionRepository,
    private readonly tokens: Tokens,
  ) {}

  async execute(
    command: { id: string; version: number; change: AccountChange; reason: string },
    by: Administrator,
  ): Promise<Account> {
    return this.unitOfWork.run(async (tx) => {
      const others = await this.accounts.divisionsOfOtherAdministrators(tx, command.id);
      const account = await this.accounts.lock(tx, command.id);
      requireVersion(account.version, command.version);
      const { next, happened } = changeAccount(account, command.change, by, others, systemClock());
      if (happened.length > 0) {
        await this.accounts.save(tx, next);
        await this.sessions.endAllOf(tx, next.id);
      }
      tx.afterCommit(this.tokens.forgetSessions);
      await tx.audit({
        action: 'account.changed',
        subject: next.id,
        reason: command.reason,
        details: { ...command.change },
      });
      return next;
    });
  }
}
