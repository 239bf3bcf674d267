import { Module } from '@nestjs/common';
import { PersistenceModule } from '@libs/persistence';
import { AccountListController } from './accounts/account-list/account-list.http';
import { AccountListQuery } from './accounts/account-list/account-list.query';
import { ChangeAccount } from './accounts/change-account/change-account';
import { ChangeAccountController } from './accounts/change-account/change-account.http';
import { FirstAccounts } from './accounts/first-accounts/first-accounts';
import { KeySet } from './accounts/key-set/key-set';
import { KeySetController } from './accounts/key-set/key-set.http';
import { OpenAccount } from './accounts/open-account/open-account';
import { OpenAccountController } from './accounts/open-account/open-account.http';
import { OwnSession } from './accounts/own-session/own-session';
import { OwnSessionController } from './accounts/own-session/own-session.http';
import { Passwords } from './accounts/passwords/passwords';
import { AccountRepository } from './accounts/persistence/account.repository';
import { SessionRepository } from './accounts/persistence/session.repository';
import { SignInAttemptsRepository } from './accounts/persistence/sign-in-attempts.repository';
import { SigningKeyRepository } from './accounts/persistence/signing-key.repository';
import { RotateKeys } from './accounts/rotate-keys/rotate-keys';
import { RotateKeysController } from './accounts/rotate-keys/rotate-keys.http';
import { SetPassword } from './accounts/set-password/set-password';
import { SetPasswordController } from './accounts/set-password/set-password.http';
import { SignIn } from './accounts/sign-in/sign-in';
import { SignInController } from './accounts/sign-in/sign-in.http';
import { SignOut } from './accounts/sign-out/sign-out';
import { SignOutController } from './accounts/sign-out/sign-out.http';
import { Tokens } from './accounts/tokens/tokens';
import { readRegistryConfig, REGISTRY_CONFIG } from './registry.config';

/** Accounts, sessions and the keys of tokens. */
@Module({
  imports: [PersistenceModule.forService('registry')],
  controllers: [
    SignInController,
    OwnSessionController,
    SignOutController,
    KeySetController,
    OpenAccountController,
    ChangeAccountController,
    SetPasswordController,
    AccountListController,
    RotateKeysController,
  ],
  providers: [
    { provide: REGISTRY_CONFIG, useFactory: () => readRegistryConfig() },
    AccountRepository,
    SessionRepository,
    SignInAttemptsRepository,
    SigningKeyRepository,
    Passwords,
    Tokens,
    SignIn,
    OwnSession,
    SignOut,
    KeySet,
    OpenAccount,
    ChangeAccount,
    SetPassword,
    AccountListQuery,
    RotateKeys,
    FirstAccounts,
  ],
  exports: [FirstAccounts],
})
export class RegistryModule {}
