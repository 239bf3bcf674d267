import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

/** A database of its own for one test file. */
export interface TestDatabase {
  /** Connection string of a superuser. */
  url: string;
  /** Ends its sessions and deletes it. */
  drop(): Promise<void>;
}

/**
 * Creates an empty database on the server of this test run.
 * @throws when the test belongs to a tier without a server (jest.config.cjs).
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = process.env.FENGHUO_TEST_DATABASE_URL;
  if (!server) throw new Error('This tier of tests has no PostgreSQL: see jest.config.cjs.');
  const name = `test_${randomBytes(8).toString('hex')}`;
  await onServer(server, `create database ${name} template template0 encoding 'UTF8'`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => dropTestDatabase(url.href) };
}

/**
 * Deletes the database that `url` names, with all sessions in it.
 * @throws when its name does not contain `test`.
 */
export async function dropTestDatabase(url: string): Promise<void> {
  const name = decodeURIComponent(new URL(url).pathname.slice(1));
  if (!/^[a-z0-9_]*test[a-z0-9_]*$/.test(name)) throw new Error(`Refusing to drop ${name}: its name lacks "test".`);
  const server = new URL(url);
  server.pathname = '/postgres';
  await onServer(server.href, `drop database if exists ${name} with (force)`);
}

async function onServer(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
