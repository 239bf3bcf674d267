import { eventually } from '@libs/testing';
import { startRegistry, type RegistryInTest } from '../../../../../test/registry/registry-in-test';

let registry: RegistryInTest;
let clerk: string;

beforeAll(async () => {
  registry = await startRegistry();
  clerk = await registry.token('administrator');
});
afterAll(() => registry.stop());
beforeEach(async () => {
  await registry.database.query(
    'truncate registry.persons, registry.zones, registry.shelters, registry.households, registry.teams, registry.machines cascade',
  );
});

const TEAMS = 'code,name,division,strength,capabilities';
const post = (ledger: string, csv: string, query = '') =>
  registry.send('POST', `/api/registry/ledgers/${ledger}/imports${query}`, {
    token: clerk,
    body: Buffer.from(csv),
    headers: { 'content-type': 'text/csv' },
  });
const ended = (importId: string) =>
  eventually(async () => {
    const answer = (await registry.get(`/api/registry/imports/${importId}`, clerk)).json();
    return answer.state === 'running' ? false : answer;
  });
async function importing(ledger: string, csv: string, query = '') {
  const answer = await post(ledger, csv, query);
  expect(answer.statusCode).toBe(202);
  return ended(answer.json().importId);
}
/** Events of the registry since `position`. */
const events = async (after = 0) => {
  await eventually(async () => (await registry.database.query('select 1 from registry.outbox')).length === 0);
  return registry.database.query<{ position: string; type: string; data: Record<string, unknown> }>(
    `select position, type, payload as data from bus.log where topic like 'registry.%' and position > $1 order by position`,
    [after],
  );
};
const last = async () => Number((await events()).at(-1)?.position ?? 0);

const city = async () => {
  await importing('persons', 'code,name,phone,role,division\nP-1,演示责任人,13900000000,responsible,621023100\n');
  await importing(
    'zones',
    'code,kind,hazard,name,division,longitude,latitude,responsible_code\nZ-1,zone,flood,柔远危险区,621023100,107.98,36.46,P-1\nZ-2,point,landslide,桥头,621023100,107.99,36.47,\n',
  );
  await importing(
    'shelters',
    'code,name,division,longitude,latitude,capacity\nS-1,柔远小学,621023100,107.99,36.47,60\n',
  );
};
const HOUSEHOLDS = 'code,zone_code,division,shelter_code,head_name,members';

describe('the import of a ledger', () => {
  it('keeps its rows, tells the others of each, and says how many the ledger holds', async () => {
    await city();
    const before = await last();

    const done = await importing(
      'households',
      `${HOUSEHOLDS}\nH-1,Z-1,621023100,S-1,演示张三,演示张三;演示李四/elderly\n`,
    );

    expect(done).toMatchObject({ state: 'done', rows: 1, kept: 1, unchanged: 0, refused: 0, problems: [] });
    const [zone, household, ledger] = await events(before);
    expect(zone).toMatchObject({ type: 'registry.zone-changed.v1', data: { code: 'Z-1', householdCount: 1 } });
    expect(household).toMatchObject({
      type: 'registry.household-changed.v1',
      data: { code: 'H-1', members: [{ needs: [] }, { needs: ['elderly'] }], withdrawn: false },
    });
    expect(JSON.stringify(household)).not.toContain('演示');
    expect(ledger).toMatchObject({ type: 'registry.ledger-imported.v1', data: { ledger: 'households', total: 1 } });
    expect((await registry.get('/api/registry/ledgers', clerk)).json().items).toContainEqual({
      ledger: 'households',
      total: 1,
    });
  });

  it('a second time changes nothing, and a changed row keeps the ids of the household and its persons', async () => {
    await city();
    await importing('households', `${HOUSEHOLDS}\nH-1,Z-1,621023100,S-1,,演示张三;演示李四\n`);
    const first = (await events()).findLast(({ type }) => type === 'registry.household-changed.v1')!.data;
    const before = await last();

    expect(await importing('households', `${HOUSEHOLDS}\nH-1,Z-1,621023100,S-1,,演示张三;演示李四\n`)).toMatchObject({
      kept: 0,
      unchanged: 1,
    });
    expect((await events(before)).map(({ type }) => type)).toEqual(['registry.ledger-imported.v1']);

    await importing('households', `${HOUSEHOLDS}\nH-1,Z-2,621023100,,,演示张三;演示李四;演示王五\n`);
    const moved = (await events(before)).filter(({ type }) => type !== 'registry.ledger-imported.v1');
    expect(
      moved
        .filter(({ type }) => type === 'registry.zone-changed.v1')
        .map(({ data }) => [data.code, data.householdCount])
        .sort(),
    ).toEqual([
      ['Z-1', 0],
      ['Z-2', 1],
    ]);
    const second = moved.find(({ type }) => type === 'registry.household-changed.v1')!.data;
    expect(second.householdId).toBe(first.householdId);
    expect((second.members as object[]).slice(0, 2)).toEqual(first.members);
  });

  it('keeps the good rows of a file with bad ones, or none of it, as the caller chooses', async () => {
    const file = `${TEAMS}\nT-1,一队,621025,20,\nT-2,二队,999999,x,\nT-1,又一队,621025,3,\n`;

    expect(await importing('teams', file)).toMatchObject({ state: 'refused', kept: 0, refused: 2 });
    expect((await registry.get('/api/registry/teams', clerk)).json().items).toEqual([]);

    const kept = await importing('teams', file, '?onBadRow=keep-good');
    expect(kept).toMatchObject({ state: 'done', rows: 3, kept: 1, refused: 2 });
    expect(kept.problems.map(({ line, column, code }: Record<string, unknown>) => `${line} ${column} ${code}`)).toEqual(
      ['3 division row.outside-division', '3 strength row.not-a-count', '4 code row.code-twice'],
    );
    expect((await registry.get('/api/registry/teams', clerk)).json().items).toMatchObject([
      { code: 'T-1', strength: 20 },
    ]);
  });

  it('stores the file before it judges it, and goes on with one that a process has left behind', async () => {
    const { importId } = (await post('teams', `${TEAMS}\nT-1,一队,621025,20,\n`)).json();
    await ended(importId);
    await registry.database.query(
      `update registry.imports set state = 'running', ended_at = null, claimed_until = now() - interval '1 second' where id = $1`,
      [importId],
    );

    expect(await ended(importId)).toMatchObject({ state: 'done', kept: 0, unchanged: 1 });
  });

  it('takes thousands of rows, some hundred at a time', async () => {
    const rows = Array.from({ length: 1_300 }, (_, i) => `T-${i},队${i},621025,${i % 300},`);
    expect(await importing('teams', [TEAMS, ...rows].join('\n'))).toMatchObject({ state: 'done', kept: 1_300 });
  });

  it('is refused where it is none', async () => {
    expect((await post('nothing', TEAMS)).statusCode).toBe(400);
    expect((await post('teams', '')).statusCode).toBeGreaterThanOrEqual(400);
    expect(await importing('teams', 'code\nA\n')).toMatchObject({
      state: 'refused',
      problems: [{ code: 'file.columns-missing' }],
    });
    const officer = await registry.token('duty-officer');
    const answer = await registry.send('POST', '/api/registry/ledgers/teams/imports', {
      token: officer,
      body: Buffer.from(TEAMS),
      headers: { 'content-type': 'text/csv' },
    });
    expect(answer.statusCode).toBe(403);
  });
});
