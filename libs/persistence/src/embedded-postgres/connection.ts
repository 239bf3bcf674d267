import { createServer } from 'node:net';
import { Client } from 'pg';
import { ROLE } from './new-cluster';

/** What a port says when our password is tried on it. */
export type Answer =
  { state: 'ready'; dataDirectory: string } | { state: 'starting' | 'refused' | 'silent' | 'stranger' };

/** The maintenance database, which every cluster has. */
const MAINTENANCE = 'postgres';

/** Really connects, and asks the server where its data lie. */
export async function ask(port: number, password: string): Promise<Answer> {
  if (port === 0) return { state: 'silent' };
  try {
    const dataDirectory = await withClient(port, password, async (client) => {
      const { rows } = await client.query<{ data_directory: string }>('show data_directory');
      return rows[0]?.data_directory ?? '';
    });
    return { state: 'ready', dataDirectory };
  } catch (error) {
    const { code } = error as { code?: string };
    // cannot_connect_now: starting up, recovering or shutting down.
    if (code === '57P03') return { state: 'starting' };
    // invalid_password, invalid_authorization_specification
    if (code === '28P01' || code === '28000') return { state: 'refused' };
    return { state: code === 'ECONNREFUSED' || code === 'ECONNRESET' ? 'silent' : 'stranger' };
  }
}

/** Creates the product's database if this is the first time. */
export async function ensureDatabase(port: number, password: string): Promise<void> {
  await withClient(port, password, async (client) => {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [ROLE]);
    if (rowCount === 0) await client.query(`create database ${ROLE}`);
  });
}

async function withClient<T>(port: number, password: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({
    host: '127.0.0.1',
    port,
    user: ROLE,
    password,
    database: MAINTENANCE,
    connectionTimeoutMillis: 2_000,
    query_timeout: 30_000,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Whether a server can be opened on this port of 127.0.0.1 now; 0 asks for any free port. Answers the port, or nothing. */
export function freePort(wanted: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen({ host: '127.0.0.1', port: wanted, exclusive: true }, () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
