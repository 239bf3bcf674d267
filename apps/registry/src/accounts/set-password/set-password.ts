import { Inject, Injectable } from '@nestjs/common';
import { UnitOfWork } from '@libs/persistence';
import { REGISTRY_CONFIG, type RegistryConfig } from '../../registry.config';
import { changePassword, requireStrongPassword, type Administrator } from '../domain/account';
import { refuse } from '../domain/refusals';
import { Passwords } from '../passwords/passwords';
import { AccountRepository } from '../persistence/account.repository';
import { SessionRepository } from '../persistence/session.repository';
import { Tokens } from '../tokens/tokens';

/** Sets a new password and ends all sessions of the account. Who changes the own one proves the old one. */
@Injectable()
export class SetPassword {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: AccountRepository,
    private readonly sessions: SessionRepository,
    private readonly passwords: Passwords,
    private readonly tokens: Tokens,
    @Inject(REGISTRY_CONFIG) private readonly config: RegistryConfig,
  ) {}

  async execute(
    command: { id: string; password: string; currentPassword?: string },
    by: Administrator & { administers: boolean },
  ): Promise<void> {
    const isOwn = command.id === by.id;
    if (!isOwn && !by.administers) refuse('account.not-found');
    const seen = await this.unitOfWork.run((tx) => this.accounts.get(tx, command.id));
    if (isOwn && !(await this.passwords.matches(command.currentPassword ?? '', seen.passwordHash))) {
      refuse('session.wrong-credentials');
    }
    requireStrongPassword(command.password, seen.username, this.config.passwordLength);
    const passwordHash = await this.passwords.hash(command.password);
    await this.unitOfWork.run(async (tx) => {
      const { next } = changePassword(await this.accounts.lock(tx, command.id), passwordHash, by);
      await this.accounts.save(tx, next);
      await this.sessions.endAllOf(tx, next.id);
      tx.afterCommit(this.tokens.forgetSessions);
      await tx.audit({ action: 'account.password-changed', subject: next.id });
    });
  }
}
