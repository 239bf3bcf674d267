import { eventually, TestIssuer } from '@libs/testing';
import { rainstorm } from '../standalone/rainstorm';
import { StandaloneProcess } from '../standalone/standalone-process';

let product: StandaloneProcess;
let emergencyId: string;
let warningId: string;
beforeAll(async () => {
  product = await StandaloneProcess.start();
  warningId = await warn();
  emergencyId = await eventually(async () => (await itemsOf('actual'))[0]?.id ?? false);
});
afterAll(() => product.stop());

const OVER = { reason: '降雨结束' };

/** Posts a warning for Huachi county. @returns its id. */
async function warn(change: Parameters<typeof rainstorm>[0] = {}): Promise<string> {
  const { document } = rainstorm(change);
  return (await product.request('POST', '/api/alerting/cap', { as: 'feed', body: document })).json.warningId as string;
}

async function itemsOf(mode: string): Promise<{ id: string }[]> {
  const path = `/api/response/emergencies?filter[mode]=${mode}`;
  return (await product.request('GET', path, { as: 'duty-officer' })).json.items as { id: string }[];
}

const emergency = async () => (await product.request('GET', path(''), { as: 'duty-officer' })).json;
const path = (what: string) => `/api/response/emergencies/${emergencyId}${what}`;
const codeOf = async (as: string, what: string, body: object) => {
  const { status, json } = await product.request('POST', path(what), { as, body });
  return [status, (json as { code?: string } | undefined)?.code];
};

/** A proposal to close that awaits a decision. */
async function proposed(as: string): Promise<{ proposalId: string; contentHash: string }> {
  return (await product.request('POST', path('/closing-proposals'), { as, body: OVER })).json as {
    proposalId: string;
    contentHash: string;
  };
}
const decision = (word: 'approve' | 'decline', proposal: object) => ({ ...proposal, decision: word, reason: '已核对' });

describe('B14: authority over an emergency', () => {
  it('the commander of another county does nothing in it', async () => {
    const proposal = await proposed('duty-officer');
    const before = await emergency();

    for (const [what, body] of [
      ['/warnings', { warningId, reason: '并入' }],
      [`/warnings/${warningId}/detachment`, { reason: '移出' }],
      ['/closing-proposals', OVER],
      ['/closing-decisions', decision('approve', proposal)],
      ['/closing-decisions', decision('decline', proposal)],
    ] as const)
      expect(await codeOf('county-commander', what, body)).toEqual([403, 'account.outside-division']);

    expect(await emergency()).toEqual(before);
    expect(await codeOf('commander', '/closing-decisions', decision('decline', proposal))).toEqual([204, undefined]);
  });

  it('nobody decides what the same person has proposed', async () => {
    const proposal = await proposed('commander');

    for (const word of ['approve', 'decline'] as const)
      expect(await codeOf('commander', '/closing-decisions', decision(word, proposal))).toEqual([
        403,
        'closing.same-person',
      ]);
    expect(await codeOf('duty-leader', '/closing-decisions', decision('approve', proposal))).toEqual([
      403,
      'closing.no-authority',
    ]);
    expect(await emergency()).toMatchObject({
      state: 'open',
      closingProposals: [{ state: 'open', decidedBy: null }, {}],
    });
  });

  it('an approval given before the content changed does not count', async () => {
    // The proposal of the commander still awaits its decision; another of the same role is needed for it.
    const administrator = await product.token('administrator');
    const body = {
      username: 'second-commander',
      displayName: '副指挥长',
      roles: ['commander'],
      division: '621000',
      password: 'a-long-password-of-mine',
    };
    expect((await product.request('POST', '/api/registry/accounts', { token: administrator, body })).status).toBe(201);
    const second = await product.signIn(body.username, body.password);
    const [{ id: proposalId, contentHash }] = (await emergency()).closingProposals;
    const decide = async (word: 'approve' | 'decline') => {
      const options = { token: second, body: decision(word, { proposalId, contentHash }) };
      const { status, json } = await product.request('POST', path('/closing-decisions'), options);
      return [status, (json as { code?: string } | undefined)?.code];
    };
    const another = await warn();
    await eventually(async () =>
      expect((await emergency()).warnings).toContainEqual(expect.objectContaining({ id: another })),
    );

    expect(await decide('approve')).toEqual([409, 'closing.content-changed']);
    expect((await emergency()).state).toBe('open');

    expect(await decide('decline')).toEqual([204, undefined]);
    const { proposalId: again, contentHash: current } = await proposed('duty-officer');
    const approval = decision('approve', { proposalId: again, contentHash: current });
    expect((await product.request('POST', path('/closing-decisions'), { token: second, body: approval })).status).toBe(
      204,
    );
    expect((await emergency()).state).toBe('closed');
  });

  it('a token that is replayed after its sign-out is refused', async () => {
    const token = await product.signIn('duty-officer');
    expect((await product.request('GET', path(''), { token })).status).toBe(200);
    await product.request('DELETE', '/api/registry/session', { token });

    const answer = await product.request('POST', path('/closing-proposals'), { token, body: OVER });

    expect([answer.status, answer.json.code]).toEqual([401, 'auth.revoked-token']);
  });

  it('a token of another issuer, or changed by its bearer, is refused', async () => {
    const mine = await product.token('feed');
    const [header, payload, signature] = mine.split('.') as [string, string, string];
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
    const changed = Buffer.from(JSON.stringify({ ...claims, roles: ['commander'] })).toString('base64url');
    const foreign = await (await TestIssuer.start()).token({ roles: ['commander'] });

    for (const token of [foreign, `${header}.${changed}.${signature}`, `${header}.${payload}.`, 'no-token']) {
      const answer = await product.request('POST', path('/closing-proposals'), { token, body: OVER });
      expect([answer.status, answer.json.code]).toEqual([401, 'auth.invalid-token']);
    }
  });

  it('whoever is not signed in sees and does nothing, anywhere in the product', async () => {
    const { json } = await product.request('GET', '/api/openapi.json');
    const guarded = Object.entries(json.paths as Record<string, Record<string, { security?: unknown }>>).flatMap(
      ([route, methods]) =>
        Object.entries(methods).flatMap(([method, { security }]) =>
          security && route.startsWith('/api/') ? [[method.toUpperCase(), route] as const] : [],
        ),
    );

    for (const service of ['registry', 'alerting', 'response', 'dispatch', 'resettlement', 'picture'])
      expect(guarded.filter(([, route]) => route.startsWith(`/api/${service}/`)).length).toBeGreaterThan(2);
    for (const [method, route] of guarded) {
      const { status } = await product.request(
        method,
        route.replace(/\{\w+\}/g, '0198f7a0-0000-7000-8000-000000000000'),
      );
      expect([method, route, status]).toEqual([method, route, 401]);
    }
  });
});
