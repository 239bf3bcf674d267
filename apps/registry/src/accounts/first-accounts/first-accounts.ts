import { open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { newId } from '@libs/kernel';
import { UnitOfWork } from '@libs/persistence';
import { REGISTRY_CONFIG, type RegistryConfig } from '../../registry.config';
import { openAccount, requireStrongPassword } from '../domain/account';
import { newPassword, Passwords } from '../passwords/passwords';
import { AccountRepository } from '../persistence/account.repository';
import { demonstrationAccounts, firstAdministrator, type FirstAccount } from './demonstration-accounts';

/** An account that was just made, with its password in clear: to be shown once and not kept. */
export interface Credentials {
  username: string;
  password: string;
  displayName: string;
  roles: string[];
  division: string;
}

/** Name of the file with the demonstration's passwords, in the data folder. */
export const CREDENTIALS_FILE = 'demo-credentials.json';

/**
 * On the first start makes the first administrator, in a demonstration one account per acting role as well. On every
 * later start, and in a second process that starts at the same time, makes nothing.
 */
@Injectable()
export class FirstAccounts {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: AccountRepository,
    private readonly passwords: Passwords,
    @Inject(REGISTRY_CONFIG) private readonly config: RegistryConfig,
  ) {}

  /**
   * @param dataDir where the credentials are kept for the demonstration; without it they are only returned.
   * @returns what was made, with passwords; empty when there are accounts already.
   */
  async execute({ demonstration, dataDir }: { demonstration: boolean; dataDir?: string }): Promise<Credentials[]> {
    const isDemonstration = this.config.demonstration ?? demonstration;
    if (await this.unitOfWork.run((tx) => this.accounts.any(tx))) return [];
    const made = (
      isDemonstration ? demonstrationAccounts(this.config.division) : [firstAdministrator(this.config.division)]
    ).map((account) => ({ ...account, password: this.passwordFor(account) }));
    // Hashing a dozen of them takes seconds on a busy machine: not while a transaction is open.
    const hashes = await Promise.all(made.map(({ password }) => this.passwords.hash(password)));
    return this.unitOfWork.run(async (tx) => {
      await this.accounts.lockFirst(tx);
      if (await this.accounts.any(tx)) return [];
      for (const [index, { password: _, ...account }] of made.entries()) {
        const { next } = openAccount(
          { ...account, id: newId(), passwordHash: hashes[index]! },
          { id: 'first-start', division: account.division },
        );
        await this.accounts.insert(tx, next);
        await tx.audit({
          action: 'account.opened',
          subject: next.id,
          reason: 'first start',
          details: { roles: next.roles, division: next.division },
        });
      }
      // Before the commit: a crash in between leaves a file that the next start replaces, never accounts nobody can enter.
      if (isDemonstration && dataDir !== undefined) await keep(join(dataDir, CREDENTIALS_FILE), made);
      return made;
    });
  }

  private passwordFor({ username, roles }: FirstAccount): string {
    const given = roles.includes('administrator') ? this.config.firstPassword : undefined;
    if (given !== undefined) requireStrongPassword(given, username, this.config.passwordLength);
    return given ?? newPassword();
  }
}

async function keep(path: string, credentials: Credentials[]): Promise<void> {
  const file = await open(`${path}.new`, 'w', 0o600);
  try {
    await file.chmod(0o600);
    await file.writeFile(`${JSON.stringify(credentials, null, 2)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.new`, path);
}
