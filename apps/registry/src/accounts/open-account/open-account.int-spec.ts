import { startRegistry, type RegistryInTest } from '../../../../../test/registry/registry-in-test';

let registry: RegistryInTest;
let administrator: string;
beforeAll(async () => {
  registry = await startRegistry();
  administrator = await registry.token('administrator');
});
afterAll(() => registry.stop());

const LI_SI = {
  username: '13800000000',
  displayName: '李四',
  roles: ['messenger'],
  division: '621021103201',
  password: '暴雨红色预警后转移八千户',
};
const open = (
  body: object,
  { token = administrator, headers = {} }: { token?: string; headers?: Record<string, string> } = {},
) => registry.send('POST', '/api/registry/accounts', { token, body, headers });

describe('opening an account', () => {
  it('makes one that can sign in by its phone number, and never shows the password', async () => {
    const answer = await open(LI_SI);

    expect(answer.statusCode).toBe(201);
    expect(answer.headers.etag).toBe('"1"');
    expect(answer.json()).toMatchObject({
      username: '13800000000',
      roles: ['messenger'],
      division: '621021103201',
      disabledAt: null,
      version: 1,
    });
    expect(answer.body).not.toMatch(/scrypt|password/i);

    const token = await registry.send('POST', '/api/registry/tokens', {
      body: { username: '１３８００００００００', password: LI_SI.password },
    });
    expect(token.statusCode).toBe(200);
  });

  it('is refused for a name that is taken, however it is spelled', async () => {
    const answer = await open({ ...LI_SI, username: 'Commander' });

    expect([answer.statusCode, answer.json().code]).toEqual([409, 'account.username-taken']);
  });

  it('is refused outside the administrator’s division, to others than administrators, and without a sign-in', async () => {
    expect((await open({ ...LI_SI, username: 'x1', division: '620100' })).json().code).toBe('account.outside-division');
    expect((await open({ ...LI_SI, username: 'x1' }, { token: await registry.token('commander') })).statusCode).toBe(
      403,
    );
    expect((await registry.send('POST', '/api/registry/accounts', { body: LI_SI })).statusCode).toBe(401);
  });

  it('names every field that is not acceptable, and shows nothing of the password', async () => {
    const answer = await open({ ...LI_SI, username: 'a b', roles: ['king'], division: '庆阳', password: '' });

    expect(answer.json().errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(
      expect.arrayContaining(['/username', '/roles', '/division', '/password']),
    );
    expect((await open({ ...LI_SI, username: 'x2', password: 'too-short' })).json().code).toBe('account.weak-password');
  });

  it('sent twice with one key opens one account; the second answer is the first', async () => {
    const headers = { 'idempotency-key': 'open-wang-wu' };
    const body = { ...LI_SI, username: 'wang.wu' };

    const [first, second] = await Promise.all([open(body, { headers }), open(body, { headers })]);
    const third = await open(body, { headers });

    expect([first.statusCode, second.statusCode, third.statusCode]).toEqual([201, 201, 201]);
    expect(second.json()).toEqual(first.json());
    expect(third.json()).toEqual(first.json());
    expect([first, second].filter((answer) => answer.headers['idempotency-replayed'] === 'true')).toHaveLength(1);
    expect([third.headers['idempotency-replayed'], third.headers.etag]).toEqual(['true', '"1"']);

    const other = await open({ ...body, displayName: '王五' }, { headers });
    expect([other.statusCode, other.json().code]).toEqual([422, 'idempotency.key-reused']);
  });

  it('that was refused may be tried again with the same key', async () => {
    const headers = { 'idempotency-key': 'open-zhao-liu' };
    expect((await open({ ...LI_SI, username: 'zhao.liu', division: '620100' }, { headers })).statusCode).toBe(403);

    expect((await open({ ...LI_SI, username: 'zhao.liu' }, { headers })).statusCode).toBe(201);
  });

  it('needs a key', async () => {
    for (const key of ['', 'with space', '键']) {
      const answer = await open(LI_SI, { headers: { 'idempotency-key': key } });
      expect([answer.statusCode, answer.json().code]).toEqual([400, 'idempotency.key-required']);
    }
  });
});
