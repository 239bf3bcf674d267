import { Module } from '@nestjs/common';
import { MessagingModule } from '@libs/messaging';
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
import { ImportLedger } from './ledgers/import-ledger/import-ledger';
import { ImportLedgerController } from './ledgers/import-ledger/import-ledger.http';
import { PublishRecords } from './ledgers/import-ledger/publish-records';
import { RunImport } from './ledgers/import-ledger/run-import';
import { RunImportsJob } from './ledgers/import-ledger/run-imports.job';
import { LedgerListsController } from './ledgers/ledger-lists/ledger-lists.http';
import { LedgerListsQuery } from './ledgers/ledger-lists/ledger-lists.query';
import { ImportRepository } from './ledgers/persistence/import.repository';
import { LedgerRepository } from './ledgers/persistence/ledger.repository';
import { readRegistryConfig, REGISTRY_CONFIG } from './registry.config';

/** Accounts, sessions and the keys of tokens; the ledgers (四台账一手册), teams and machines. */
@Module({
  imports: [PersistenceModule.forService('registry'), MessagingModule.forService('registry')],
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
    ImportLedgerController,
    LedgerListsController,
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
    ImportRepository,
    LedgerRepository,
    PublishRecords,
    RunImport,
    RunImportsJob,
    ImportLedger,
    LedgerListsQuery,
  ],
  exports: [FirstAccounts],
})
export class RegistryModule {}
