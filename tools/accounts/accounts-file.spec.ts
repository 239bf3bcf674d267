import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { accountsFile } from './accounts-file';

const URL_OF_CLUSTER = 'http://127.0.0.1:3000';

describe('the accounts that the tools sign in with', () => {
  let folder: string;
  beforeEach(() => {
    folder = relative(process.cwd(), mkdtempSync(join(tmpdir(), 'fenghuo-accounts-')));
    mkdirSync(join(folder, 'cluster'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const lock = (pid: number) =>
    writeFileSync(join(folder, 'cluster/cluster.lock'), JSON.stringify({ pid, note: { url: URL_OF_CLUSTER } }));
  const chosen = (url: string, given?: string) => relative(folder, accountsFile(url, given ?? '', folder));

  it('are the standalone’s where no cluster runs', () => {
    expect(chosen(URL_OF_CLUSTER)).toBe('demo-credentials.json');
  });

  it('are the cluster’s while it serves there', () => {
    lock(process.pid);

    expect(chosen(`${URL_OF_CLUSTER}/`)).toBe('cluster/demo-credentials.json');
    expect(chosen('http://127.0.0.1:3001')).toBe('demo-credentials.json');
  });

  it('are not those of a cluster that was killed', () => {
    lock(2 ** 30);

    expect(chosen(URL_OF_CLUSTER)).toBe('demo-credentials.json');
  });

  it('are those that are named', () => {
    lock(process.pid);

    expect(accountsFile(URL_OF_CLUSTER, '/elsewhere.json', folder)).toBe('/elsewhere.json');
  });
});
