import 'reflect-metadata';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createHttpApplication, readHttpConfig } from '@libs/http';
import { connectConsumers, MixedTransports, readMessagingConfig } from '@libs/messaging';
import { createLogger, NestPinoLogger, Readiness } from '@libs/observability';
import { Database, DatabaseInUse, migrate, Occupancy } from '@libs/persistence';
import { endInOrder, endUnable } from '@libs/service';
import {
  CREDENTIALS_FILE,
  FirstAccounts,
  type Credentials,
} from '../../registry/src/accounts/first-accounts/first-accounts';
import { REGISTRY_CONFIG, type RegistryConfig } from '../../registry/src/registry.config';
import { ledgerFiles } from '../../../scenarios/qingyang-2021/ledger-files';
import { readApplicationConfig, type ApplicationConfig } from './application.config';
import { cityServices, namesClerk, type Ask } from './city-services';
import { DemonstrationCity } from './demonstration-city';
import { say } from './launcher-console';
import { SCHEMAS } from './schemas';
import { StandaloneModule } from './standalone.module';

/** Division that the demonstration city is of. */
const CITY = '621000';
/** After this the launcher's patience is at its end as well; ms. */
const DRAIN_DEADLINE_MS = 30_000;

/** The application's process: started, watched and restarted by the launcher. */
async function main(): Promise<void> {
  const config = readApplicationConfig();
  const occupancy = await Occupancy.take(config.databaseUrl, 'standalone', {
    onLost: (error) => endUnable('standalone', error),
  });
  await migrate(config.databaseUrl, SCHEMAS);
  const database = await Database.open({ url: config.databaseUrl });
  database.beforeClose(() => occupancy.release());
  const app = await createHttpApplication(StandaloneModule.with(database, readMessagingConfig()), {
    config: { ...readHttpConfig(), host: config.host, port: config.port },
    logger: new NestPinoLogger(createLogger('standalone')),
  });
  const isEnding = endInOrder(app, DRAIN_DEADLINE_MS);
  connectConsumers(app);
  await app.init();
  const made = await app.get(FirstAccounts).execute({ demonstration: true, dataDir: config.dataDir });
  const city = await wantedCity(app, config);
  if (city) app.get(Readiness).register('demonstration-city', () => city.readiness());
  await app.listen(config.port, config.host);
  // Commands first, also without brokers.
  await app.startAllMicroservices();
  process.send?.({ type: 'announce', lines: announcement(await app.getUrl(), made) });
  await city?.load().catch((error: unknown) => {
    if (!isEnding()) throw error;
  });
}

/** The demonstration city, when this is a demonstration of Qingyang whose registry is empty or half loaded. */
async function wantedCity(
  app: NestFastifyApplication,
  { dataDir, isEmpty }: ApplicationConfig,
): Promise<DemonstrationCity | undefined> {
  const { demonstration = true, division } = app.get<RegistryConfig>(REGISTRY_CONFIG);
  const credentialsFile = join(dataDir, CREDENTIALS_FILE);
  if (isEmpty || !demonstration || division !== CITY || !existsSync(credentialsFile)) return undefined;
  if (!(await namesClerk(credentialsFile))) {
    say({
      'zh-CN': '数据目录来自较早版本，没有台账员账号，不载入演示城市；rm -rf .data 可重新开始',
      en: 'The data folder is of an earlier release without a registry clerk: no demonstration city is loaded; rm -rf .data begins anew',
    });
    return undefined;
  }
  // Without a network: nothing listens yet.
  const inject: Ask = (request) => app.inject(request);
  const city = new DemonstrationCity(cityServices(inject, credentialsFile), dataDir, ledgerFiles, say);
  return (await city.isWanted()) ? city : undefined;
}

function announcement(url: string, made: Credentials[]): string[] {
  const accounts = made.map(
    ({ username, password, displayName, division }) =>
      `  ${username.padEnd(18)} ${password}   ${displayName} (${division})`,
  );
  return [
    ...(made.length > 0
      ? ['演示账号,仅显示一次 · Demonstration accounts, shown once (kept in .data/demo-credentials.json):', ...accounts]
      : ['账号见 · Accounts: .data/demo-credentials.json']),
    `态势页面 · Live page: ${url}/`,
    `接口文档 · API to try: ${url}/api/docs`,
    '发送一份演练预警 · Send an exercise warning: npm run warn',
  ];
}

main().catch((error: unknown) => {
  if (error instanceof DatabaseInUse || error instanceof MixedTransports) return endUnable('standalone', error);
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
