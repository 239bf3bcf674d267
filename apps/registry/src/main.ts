import 'reflect-metadata';
import { runService } from '@libs/service';
import { FirstAccounts } from './accounts/first-accounts/first-accounts';
import { REGISTRY_SCHEMA } from './persistence/schema';
import { REGISTRY_CONFIG, readRegistryDatabase, type RegistryConfig } from './registry.config';
import { RegistryModule } from './registry.module';

/** The registry as a process of its own. */
runService({
  name: 'registry',
  databaseUrl: readRegistryDatabase,
  module: RegistryModule,
  schema: REGISTRY_SCHEMA,
  prepare: async (app) => {
    const { credentialsDir, demonstration } = app.get<RegistryConfig>(REGISTRY_CONFIG);
    const made = await app
      .get(FirstAccounts)
      .execute({ demonstration: false, ...(credentialsDir ? { dataDir: credentialsDir } : {}) });
    // Whoever named a folder for a demonstration's passwords reads them there.
    if (demonstration && credentialsDir) return;
    for (const { username, password } of made)
      process.stdout.write(`First account, shown once · 首个账号，仅显示一次: ${username} ${password}\n`);
  },
});
