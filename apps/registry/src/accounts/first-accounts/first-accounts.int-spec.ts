import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRegistry, type RegistryInTest } from '../../../../../test/registry/registry-in-test';
import { FirstAccounts } from './first-accounts';

describe('the first start', () => {
  let registry: RegistryInTest;
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'fenghuo first 烽火 '));
  });
  afterEach(async () => {
    await registry.stop();
    await rm(dataDir, { recursive: true });
  });

  it('of a demonstration makes one account for each acting role, whose passwords only its file keeps', async () => {
    registry = await startRegistry({}, { firstAccounts: { demonstration: true, dataDir } });
    const path = join(dataDir, 'demo-credentials.json');

    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual(Object.values(registry.accounts));
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(Object.values(registry.accounts).map(({ roles, division }) => `${roles.join()} ${division}`)).toEqual([
      'administrator 621000',
      'feed 621000',
      'duty-officer 621000',
      'duty-leader 621000',
      'commander 621000',
      'dispatcher 621000',
      'team-leader 621000',
      'shelter-manager 621000',
      'messenger 621000',
      'registry-clerk 621000',
      'auditor 621000',
      'commander 621022',
    ]);
    expect(new Set(Object.values(registry.accounts).map(({ password }) => password)).size).toBe(12);
    for (const username of Object.keys(registry.accounts)) expect(await registry.token(username)).toBeTruthy();
  });

  it('in production makes one administrator, even when a demonstration is asked for', async () => {
    registry = await startRegistry(
      { NODE_ENV: 'production', FENGHUO_DEMO: 'true' },
      { firstAccounts: { demonstration: true, dataDir } },
    );

    expect(Object.keys(registry.accounts)).toEqual(['administrator']);
    await expect(stat(join(dataDir, 'demo-credentials.json'))).rejects.toThrow('ENOENT');
  });

  it('takes the administrator’s password from the environment, and refuses a weak one', async () => {
    registry = await startRegistry({ FENGHUO_DEMO: 'false', REGISTRY_FIRST_PASSWORD: 'a-long-password-of-mine' });
    expect(registry.accounts.administrator!.password).toBe('a-long-password-of-mine');

    await expect(startRegistry({ FENGHUO_DEMO: 'false', REGISTRY_FIRST_PASSWORD: 'administrator1' })).rejects.toThrow(
      'account.weak-password',
    );
  });

  it('of two processes at once makes the accounts once; a later start makes none', async () => {
    registry = await startRegistry({}, { firstAccounts: null });
    const first = registry.app.get(FirstAccounts);

    const made = await Promise.all([first.execute({ demonstration: true }), first.execute({ demonstration: true })]);
    expect(made.map(({ length }) => length).sort()).toEqual([0, 12]);
    expect(await first.execute({ demonstration: true, dataDir })).toEqual([]);
    await expect(stat(join(dataDir, 'demo-credentials.json'))).rejects.toThrow('ENOENT');
  });
});
