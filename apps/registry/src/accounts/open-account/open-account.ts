import { Inject, Injectable } from '@nestjs/common';
import { newId } from '@libs/kernel';
import { UnitOfWork } from '@libs/persistence';
import { REGISTRY_CONFIG, type RegistryConfig } from '../../registry.config';
import {
  normalUsername,
  openAccount,
  requireOwnDivision,
  requireStrongPassword,
  type Account,
  type Administrator,
} from '../domain/account';
import { Passwords } from '../passwords/passwords';
import { AccountRepository } from '../persistence/account.repository';

export interface OpenAccountCommand {
  username: string;
  displayName: string;
  roles: string[];
  division: string;
  password: string;
}

@Injectable()
export class OpenAccount {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: AccountRepository,
    private readonly passwords: Passwords,
    @Inject(REGISTRY_CONFIG) private readonly config: RegistryConfig,
  ) {}

  async execute({ password, ...command }: OpenAccountCommand, by: Administrator): Promise<Account> {
    const username = normalUsername(command.username);
    requireOwnDivision(by, command.division);
    requireStrongPassword(password, username, this.config.passwordLength);
    const passwordHash = await this.passwords.hash(password);
    return this.unitOfWork.run(async (tx) => {
      const { next } = openAccount({ ...command, id: newId(), username, passwordHash }, by);
      await this.accounts.insert(tx, next);
      const { roles, division } = next;
      await tx.audit({ action: 'account.opened', subject: next.id, details: { roles, division } });
      return next;
    });
  }
}
