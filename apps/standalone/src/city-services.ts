import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Ledger, LedgerFile } from '../../../scenarios/qingyang-2021/ledger-files';
import type { CityServices, ImportProgress, LedgerCopy } from './demonstration-city';

/** Who imports, so that the audit log names an account that may, and who looks what the services have of it. */
const CLERK = 'registry-clerk';
const WATCHER = 'duty-officer';
/** Which ledgers a service keeps of its own; persons and their numbers never leave the registry. */
const KEPT: Record<string, readonly Ledger[]> = {
  dispatch: ['teams', 'machines'],
  resettlement: ['zones', 'shelters', 'households'],
  picture: ['zones', 'shelters', 'households', 'teams', 'machines'],
};

async function copiesIn(service: string, look: <T>(url: string) => Promise<T>): Promise<LedgerCopy[]> {
  if (service === 'picture') return (await look<{ ledgers: LedgerCopy[] }>('/api/picture/city')).ledgers;
  return (await look<{ items: LedgerCopy[] }>(`/api/${service}/ledgers`)).items;
}

interface Import {
  state: ImportProgress['state'];
  kept: number;
  unchanged: number;
  refused: number;
  problems: { line: number; column?: string | null; code: string }[];
}

/** One request to the product's API, and what came back. */
export type Ask = (request: {
  method: 'GET' | 'POST';
  url: string;
  headers: Record<string, string>;
  payload?: Buffer;
}) => Promise<{ statusCode: number; body: string }>;

/**
 * The services through the same API that a clerk uses: the import is the registry's own, with its checks, its audit and
 * its roles. `credentialsFile` is what the first start has written.
 */
export function cityServices(askApi: Ask, credentialsFile: string): CityServices {
  const tokens = new Map<string, Promise<string>>();

  async function ask<T>(who: string, method: 'GET' | 'POST', url: string, payload?: Buffer): Promise<T> {
    const token = tokens.get(who) ?? signIn(askApi, credentialsFile, who);
    tokens.set(who, token);
    const headers = {
      authorization: `Bearer ${await token}`,
      ...(payload ? { 'content-type': 'text/csv; charset=utf-8', 'idempotency-key': randomUUID() } : {}),
    };
    const answer = await askApi({ method, url, headers, ...(payload ? { payload } : {}) });
    if (answer.statusCode >= 400) throw new Error(`${method} ${url}: ${answer.statusCode} ${answer.body}`);
    return JSON.parse(answer.body) as T;
  }

  return {
    totals: async () =>
      (await ask<{ items: { ledger: string; total: number }[] }>(CLERK, 'GET', '/api/registry/ledgers')).items,
    importLedger: async ({ ledger, content }: LedgerFile) => {
      const url = `/api/registry/ledgers/${ledger}/imports?onBadRow=refuse-file`;
      return (await ask<{ importId: string }>(CLERK, 'POST', url, content)).importId;
    },
    progressOf: async (importId) => {
      const { state, kept, unchanged, refused, problems } = await ask<Import>(
        CLERK,
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
        { ledgers, held: () => copiesIn(service, (url) => ask(WATCHER, 'GET', url)) },
      ]),
    ),
  };
}

/** Whether the demonstration has the accounts that load a city: one made by an earlier release has not. */
export async function namesClerk(credentialsFile: string): Promise<boolean> {
  const all = JSON.parse(await readFile(credentialsFile, 'utf8')) as { username: string }[];
  return [CLERK, WATCHER].every((who) => all.some(({ username }) => username === who));
}

async function signIn(askApi: Ask, credentialsFile: string, who: string): Promise<string> {
  const all = JSON.parse(await readFile(credentialsFile, 'utf8')) as { username: string; password: string }[];
  const account = all.find(({ username }) => username === who);
  if (!account) throw new Error(`${credentialsFile} names no ${who}: start with --empty, or in an empty data folder.`);
  const { username, password } = account;
  const answer = await askApi({
    method: 'POST',
    url: '/api/registry/tokens',
    headers: { 'content-type': 'application/json' },
    payload: Buffer.from(JSON.stringify({ username, password })),
  });
  if (answer.statusCode >= 400) throw new Error(`${who} cannot sign in (${answer.statusCode}): start with --empty.`);
  return (JSON.parse(answer.body) as { access_token: string }).access_token;
}
