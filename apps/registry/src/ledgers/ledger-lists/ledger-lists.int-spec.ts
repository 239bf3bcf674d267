import { eventually } from '@libs/testing';
import { startRegistry, type RegistryInTest } from '../../../../../test/registry/registry-in-test';

let registry: RegistryInTest;
let clerk: string;

beforeAll(async () => {
  registry = await startRegistry();
  clerk = await registry.token('administrator');
  for (const [ledger, csv] of [
    ['persons', 'code,name,phone,role,division\nP-1,演示责任人,13900000000,responsible,621023100'],
    [
      'zones',
      'code,kind,hazard,name,division,longitude,latitude\nZ-1,zone,flood,柔远,621023100,107.98,36.46\nZ-2,point,flood,宁县桥,621026,108.1,35.5',
    ],
    ['households', 'code,zone_code,division,members\nH-1,Z-1,621023100,演示张三\nH-2,Z-2,621026,演示李四'],
  ] as const)
    await imported(ledger, csv);
});
afterAll(() => registry.stop());

async function imported(ledger: string, csv: string): Promise<void> {
  const answer = await registry.send('POST', `/api/registry/ledgers/${ledger}/imports`, {
    token: clerk,
    body: Buffer.from(csv),
    headers: { 'content-type': 'text/csv' },
  });
  const { importId } = answer.json();
  await eventually(
    async () => (await registry.get(`/api/registry/imports/${importId}`, clerk)).json().state === 'done',
  );
}

const codes = async (path: string, token = clerk) =>
  (await registry.get(`/api/registry/${path}`, token)).json().items.map(({ code }: { code: string }) => code);
const reads = async () =>
  registry.database.query(`select action from registry.audit_log where action in ('persons.read', 'households.read')`);

describe('the ledgers', () => {
  it.each([
    ['zones', ['Z-1', 'Z-2']],
    ['zones?filter[division]=621026', ['Z-2']],
    ['zones?filter[west]=108&filter[east]=109&filter[south]=35&filter[north]=36', ['Z-2']],
    ['zones?filter[kind]=zone', ['Z-1']],
    ['households?filter[code]=H-2', ['H-2']],
  ])('are searched by division, area and kind: %s', async (path, expected) =>
    expect(await codes(path)).toEqual(expected),
  );

  it('lists the households of a zone, without a name', async () => {
    const [zone] = (await registry.get('/api/registry/zones?filter[code]=Z-1', clerk)).json().items;
    expect(zone).toMatchObject({ householdCount: 1, divisionCode: '621023100' });
    const answer = await registry.get(`/api/registry/households?filter[zone]=${zone.id}`, clerk);
    expect(answer.json().items).toMatchObject([{ code: 'H-1', memberCount: 1 }]);
    expect(answer.body).not.toContain('演示');
  });

  it('show names and phones to those who may see them, within their division, and each such read is in the audit log', async () => {
    const [household] = (await registry.get('/api/registry/households?filter[code]=H-1', clerk)).json().items;
    const before = (await reads()).length;

    expect((await registry.get(`/api/registry/households/${household.id}`, clerk)).json().members).toMatchObject([
      { name: '演示张三' },
    ]);
    expect((await registry.get('/api/registry/persons', clerk)).json().items).toMatchObject([{ phone: '13900000000' }]);

    expect(await reads()).toHaveLength(before + 2);
    expect((await registry.get('/api/registry/persons', await registry.token('auditor'))).statusCode).toBe(403);
    const county = await registry.token('county-commander');
    expect((await registry.get(`/api/registry/households/${household.id}`, county)).json().code).toBe(
      'account.outside-division',
    );
    expect(await codes('zones', county)).toEqual([]);
  });
});
