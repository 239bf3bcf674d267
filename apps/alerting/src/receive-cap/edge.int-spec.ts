import { startAlerting, type AlertingInTest } from '../../../../test/alerting/alerting-in-test';
import { capMessage } from '../../../../test/alerting/cap-message';

let alerting: AlertingInTest;

beforeAll(async () => {
  alerting = await startAlerting();
});
afterAll(() => alerting.stop());

const stored = async () =>
  Number((await alerting.database.query<{ count: string }>('select count(*) from alerting.cap_messages'))[0]?.count);

describe('at the edge, before anything is stored', () => {
  it.each([
    ['no body', () => alerting.post(''), 400, 'body.required'],
    [
      'JSON',
      () => alerting.post('{}', { headers: { 'content-type': 'application/json' } }),
      415,
      'media-type.unsupported',
    ],
    [
      'a compressed body',
      () => alerting.post(capMessage(), { headers: { 'content-encoding': 'gzip' } }),
      415,
      'content-encoding.unsupported',
    ],
    ['another role', () => alerting.post(capMessage(), { roles: ['messenger'] }), 403, 'auth.role-required'],
    ['a body of more than 4 MB', () => alerting.post(Buffer.alloc(4 * 1024 * 1024 + 1, 0x20)), 413, 'body.too-large'],
  ])('%s is refused with its reason', async (_, post, status, code) => {
    const before = await stored();
    const answer = await post();
    expect(answer.statusCode).toBe(status);
    expect(answer.json()).toMatchObject({ code });
    expect(await stored()).toBe(before);
    expect(await alerting.events()).toEqual([]);
  });

  it('what is too large is in the audit log with who sent it', async () => {
    await alerting.post(Buffer.alloc(4 * 1024 * 1024 + 1, 0x20));
    const entries = await alerting.database.query(
      "select actor_id from alerting.audit_log where action = 'request.refused' and details->>'code' = 'body.too-large'",
    );
    expect(entries).toEqual(expect.arrayContaining([{ actor_id: expect.any(String) }]));
  });

  it('without a token nothing is taken', async () => {
    const answer = await alerting.app.inject({
      method: 'POST',
      url: '/api/alerting/cap',
      headers: { 'content-type': 'application/xml' },
      payload: capMessage(),
    });
    expect(answer.statusCode).toBe(401);
  });

  it.each(['application/cap+xml', 'application/xml; charset=utf-8', 'text/xml'])('%s is taken', async (type) => {
    expect((await alerting.post(capMessage(), { headers: { 'content-type': type } })).statusCode).toBe(202);
  });
});
