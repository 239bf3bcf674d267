import 'reflect-metadata';
import type { INestApplication } from '@nestjs/common';
import { createHttpApplication, readHttpConfig } from '@libs/http';
import { connectConsumers, readMessagingConfig } from '@libs/messaging';
import { createLogger, NestPinoLogger } from '@libs/observability';
import { Database, migrate } from '@libs/persistence';
import { FirstAccounts, type Credentials } from '../../registry/src/accounts/first-accounts/first-accounts';
import { readApplicationConfig } from './application.config';
import { SCHEMAS } from './schemas';
import { StandaloneModule } from './standalone.module';

/** The application's process: started, watched and restarted by the launcher. */
async function main(): Promise<void> {
  const config = readApplicationConfig();
  await migrate(config.databaseUrl, SCHEMAS);
  const database = await Database.open({ url: config.databaseUrl });
  const app = await createHttpApplication(StandaloneModule.with(database, readMessagingConfig()), {
    config: { ...readHttpConfig(), host: config.host, port: config.port },
    logger: new NestPinoLogger(createLogger('standalone')),
  });
  endInOrder(app);
  connectConsumers(app);
  await app.startAllMicroservices();
  await app.init();
  const made = await app.get(FirstAccounts).execute({ demonstration: true, dataDir: config.dataDir });
  await app.listen(config.port, config.host);
  process.send?.({ type: 'announce', lines: announcement(await app.getUrl(), made) });
}

/** Ctrl-C reaches us from the terminal and again from the launcher, and a launcher that dies hangs up: one request. */
function endInOrder(app: INestApplication): void {
  let ending: Promise<void> | undefined;
  const end = (): void => {
    ending ??= app.close().then(() => process.exit(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
  process.on('disconnect', end);
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
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
