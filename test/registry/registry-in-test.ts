import { randomUUID } from 'node:crypto';
import type { DynamicModule } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { LightMyRequestResponse } from 'fastify';
import { createHttpApplication, readHttpConfig } from '@libs/http';
import { eventLogSchema, MessagingModule, readMessagingConfig } from '@libs/messaging';
import { ObservabilityModule } from '@libs/observability';
import { Database, migrate, PersistenceModule } from '@libs/persistence';
import { createTestDatabase } from '@libs/testing';
import { FirstAccounts, type Credentials } from '../../apps/registry/src/accounts/first-accounts/first-accounts';
import { REGISTRY_SCHEMA } from '../../apps/registry/src/persistence/schema';
import { readRegistryConfig, REGISTRY_CONFIG } from '../../apps/registry/src/registry.config';
import { RegistryModule } from '../../apps/registry/src/registry.module';

type Headers = Record<string, string>;

/** A registry of its own, on a database of its own, spoken to over HTTP. */
export interface RegistryInTest {
  app: NestFastifyApplication;
  database: Database;
  /** Accounts of the demonstration, by user name. */
  accounts: Record<string, Credentials>;
  /** A bearer token of one of them. */
  token(username: string): Promise<string>;
  get(url: string, token?: string): Promise<LightMyRequestResponse>;
  /** A command with an idempotency key of its own unless `headers` say otherwise. */
  send(
    method: 'POST' | 'PATCH' | 'DELETE',
    url: string,
    options?: { token?: string; body?: object | Buffer; headers?: Headers },
  ): Promise<LightMyRequestResponse>;
  /** Another process's registry on the same database. */
  neighbour(): Promise<RegistryInTest>;
  stop(): Promise<void>;
}

interface StartOptions {
  /** `null` makes none; otherwise what the first start is asked for. */
  firstAccounts?: { demonstration: boolean; dataDir?: string } | null;
}

/** Starts a registry with a demonstration's accounts; `env` is what its configuration reads. */
export async function startRegistry(
  env: Record<string, string> = {},
  { firstAccounts = { demonstration: true } }: StartOptions = {},
): Promise<RegistryInTest> {
  const { url, drop } = await createTestDatabase();
  await migrate(url, [eventLogSchema, REGISTRY_SCHEMA]);
  try {
    return await startOn(url, env, firstAccounts, drop);
  } catch (error) {
    await drop();
    throw error;
  }
}

async function startOn(
  url: string,
  env: Record<string, string>,
  firstAccounts: StartOptions['firstAccounts'],
  drop: () => Promise<void>,
): Promise<RegistryInTest> {
  const database = await Database.open({ url });
  const app = await createHttpApplication(
    {
      module: class RegistryOfTest {},
      imports: [
        PersistenceModule.forProcess(database),
        ObservabilityModule,
        MessagingModule.forProcess({ ...readMessagingConfig({}), pollMs: 20 }),
        withEnvironment(env),
      ],
    },
    { config: readHttpConfig({}), logger: false },
  );
  await app.init();
  await app.getHttpAdapter().getInstance().ready();

  const get: RegistryInTest['get'] = (address, token) => app.inject({ url: address, headers: bearer(token) });
  const send: RegistryInTest['send'] = (method, address, { token, body, headers = {} } = {}) =>
    app.inject({
      method,
      url: address,
      headers: { 'idempotency-key': randomUUID(), ...bearer(token), ...headers },
      payload: body,
    });
  const stop = async (): Promise<void> => {
    await app.close();
    await drop();
  };
  try {
    const made = firstAccounts ? await app.get(FirstAccounts).execute(firstAccounts) : [];
    const accounts = Object.fromEntries(made.map((account) => [account.username, account]));
    const token: RegistryInTest['token'] = async (username) => {
      const { password } = accounts[username]!;
      return (await send('POST', '/api/registry/tokens', { body: { username, password } })).json().access_token;
    };
    const neighbour = () => startOn(url, env, null, async () => undefined);
    return { app, database, accounts, token, get, send, neighbour, stop };
  } catch (error) {
    await app.close();
    throw error;
  }
}

/** The module with another configuration than the test process's own environment gives. */
const withEnvironment = (env: Record<string, string>): DynamicModule => ({
  module: RegistryModule,
  providers: [{ provide: REGISTRY_CONFIG, useValue: readRegistryConfig(env) }],
});

const bearer = (token: string | undefined): Headers =>
  token === undefined ? {} : { authorization: `Bearer ${token}` };
