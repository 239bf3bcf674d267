import { Inject, Injectable } from '@nestjs/common';
import { HttpProblem } from '@libs/http';
import { newId, systemClock } from '@libs/kernel';
import { UnitOfWork } from '@libs/persistence';
import { REGISTRY_CONFIG, type RegistryConfig } from '../../registry.config';
import { normalUsername, type Account } from '../domain/account';
import { refuse } from '../domain/refusals';
import { secondsToWait } from '../domain/sign-in-attempts.policy';
import { Passwords } from '../passwords/passwords';
import { AccountRepository } from '../persistence/account.repository';
import { SessionRepository, type Session } from '../persistence/session.repository';
import { SignInAttemptsRepository } from '../persistence/sign-in-attempts.repository';
import { Tokens } from '../tokens/tokens';

export interface SignedIn {
  token: string;
  account: Account;
  session: Session;
}

/** Opens a session for the right password. Refuses `session.wrong-credentials`, or HttpProblem `rate.limited`. */
@Injectable()
export class SignIn {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: AccountRepository,
    private readonly sessions: SessionRepository,
    private readonly attempts: SignInAttemptsRepository,
    private readonly passwords: Passwords,
    private readonly tokens: Tokens,
    @Inject(REGISTRY_CONFIG) private readonly config: RegistryConfig,
  ) {}

  async execute(command: {
    username: string;
    password: string;
    address: string;
    purpose: Session['purpose'];
  }): Promise<SignedIn> {
    const username = normalUsername(command.username);
    const account = await this.unitOfWork.run(async (tx) => {
      const before = await this.attempts.reserve(tx, username, command.address, this.config.attempts.windowSeconds);
      return {
        wait: secondsToWait(before, this.config.attempts, systemClock()),
        found: await this.accounts.find(tx, username),
      };
    });
    if (account.wait > 0) throw new HttpProblem('rate.limited', waitFor(account.wait));

    // Outside any transaction: hashing takes long, and a connection is scarce.
    const right = await this.passwords.matches(command.password, account.found?.passwordHash);
    if (!account.found || !right || account.found.disabledAt !== null) {
      await this.unitOfWork.run(async (tx) => {
        await tx.audit({
          action: 'session.refused',
          subject: account.found?.id,
          details: { address: command.address },
        });
      });
      return refuse('session.wrong-credentials');
    }
    return this.open(account.found, command.purpose, username, command.address);
  }

  private async open(seen: Account, purpose: Session['purpose'], username: string, address: string): Promise<SignedIn> {
    const seconds = purpose === 'page' ? this.config.sessionSeconds : this.config.tokenSeconds;
    const session: Session = {
      id: newId(),
      accountId: seen.id,
      purpose,
      expiresAt: new Date(systemClock().getTime() + seconds * 1000),
    };
    const account = await this.unitOfWork.run(async (tx) => {
      // The account may have been disabled or got another password while the hash was computed.
      const current = await this.accounts.lock(tx, seen.id);
      if (current.version !== seen.version) refuse('session.wrong-credentials');
      await this.sessions.insert(tx, session);
      await this.attempts.succeeded(tx, username, address);
      await this.attempts.deleteOld(tx, this.config.attempts.windowSeconds);
      await this.sessions.deleteLongEnded(tx);
      await tx.audit({
        action: 'session.opened',
        subject: current.id,
        details: { purpose, address },
      });
      return current;
    });
    return { token: await this.tokens.sign(account, session), account, session };
  }
}

const waitFor = (seconds: number) => ({ facts: { seconds }, headers: { 'retry-after': String(seconds) } });
