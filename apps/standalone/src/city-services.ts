import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Ledger, LedgerFile } from '../../../scenarios/qingyang-2021/ledger-files';
import type { CityServices, ImportProgress, LedgerCopy } from './demonstration-city';

/** Who imports: the demonstration's clerk, so that the audit log names the account that may. */
const CLERK = 'registry-clerk';
/** Which ledgers a service keeps of its own; persons and their numbers never leave the registry. */
const KEPT: Record<string, readonly Ledger[]> = {
  dispatch: ['teams', 'machines'],
  resettlement: ['zones', 'shelters', 'households'],
  picture: ['zones', 'shelters', 'households', 'teams', 'machines'],
};

interface Import {
  state: ImportProgress['state'];
  kept: number;
  unchanged: number;
  refused: number;
  problems: { line: number; column?: string | null; code: string }[];
}

/**
 * The services through the same API that a clerk uses, without a network: the import is the registry's own, with its
 * checks, its audit and its roles. `credentialsFile` is what the first start has written.
 */
export function cityServices(app: NestFastifyApplication, credentialsFile: string): CityServices {
  let token: Promise<string> | undefined;

  async function ask<T>(method: 'GET' | 'POST', url: string, payload?: Buffer): Promise<T> {
    token ??= signIn(app, credentialsFile);
    const headers = {
      authorization: `Bearer ${await token}`,
      ...(payload ? { 'content-type': 'text/csv; charset=utf-8', 'idempotency-key': randomUUID() } : {}),
    };
    const answer = await app.inject({ method, url, headers, ...(payload ? { payload } : {}) });
    if (answer.statusCode >= 400) throw new Error(`${method} ${url}: ${answer.statusCode} ${answer.body}`);
    return answer.json<T>();
  }

  return {
    totals: async () =>
      (await ask<{ items: { ledger: string; total: number }[] }>('GET', '/api/registry/ledgers')).items,
    importLedger: async ({ ledger, content }: LedgerFile) => {
      const url = `/api/registry/ledgers/${ledger}/imports?onBadRow=refuse-file`;
      return (await ask<{ importId: string }>('POST', url, content)).importId;
    },
    progressOf: async (importId) => {
      const { state, kept, unchanged, refused, problems } = await ask<Import>(
        'GET',
        `/api/registry/imports/${importId}`,
      );
      const [first] = problems;
      const problem = first ? `line ${first.line}, ${first.column ?? 'row'}: ${first.code}` : undefined;
      return { state, decided: kept + unchanged + refused, problem };
    },
    copies: Object.fromEntries(
      Object.entries(KEPT).map(([service, ledgers]) => [
        service,
        { ledgers, held: async () => (await ask<{ items: LedgerCopy[] }>('GET', `/api/${service}/ledgers`)).items },
      ]),
    ),
  };
}

async function signIn(app: NestFastifyApplication, credentialsFile: string): Promise<string> {
  const all = JSON.parse(await readFile(credentialsFile, 'utf8')) as { username: string; password: string }[];
  const clerk = all.find(({ username }) => username === CLERK);
  if (!clerk) throw new Error(`${credentialsFile} names no ${CLERK}: start with --empty, or in an empty data folder.`);
  const { username, password } = clerk;
  const answer = await app.inject({ method: 'POST', url: '/api/registry/tokens', payload: { username, password } });
  if (answer.statusCode >= 400) throw new Error(`${CLERK} cannot sign in (${answer.statusCode}): start with --empty.`);
  return answer.json<{ access_token: string }>().access_token;
}
