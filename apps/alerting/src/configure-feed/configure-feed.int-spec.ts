import { newId } from '@libs/kernel';
import { startAlerting, type AlertingInTest } from '../../../../test/alerting/alerting-in-test';
import { capMessage } from '../../../../test/alerting/cap-message';

let alerting: AlertingInTest;
beforeAll(async () => {
  alerting = await startAlerting();
});
beforeEach(() => alerting.events());
afterAll(() => alerting.stop());

const ADMINISTRATOR = { roles: ['administrator'] };
const add = (feed: object, options: { roles: string[]; key?: string } = ADMINISTRATOR) =>
  alerting.command('POST', '/api/alerting/feeds', { name: newId(), ...feed }, options);
const change = (id: string, body: object) =>
  alerting.command('PATCH', `/api/alerting/feeds/${id}`, { reason: '换了地址', ...body }, ADMINISTRATOR);
const items = async () => (await alerting.get('/api/alerting/feeds?limit=200')).json().items;

describe('a feed', () => {
  it('is added by an administrator, switched off or not, and is in the audit log', async () => {
    const url = 'https://alerts.example/atom';
    const answer = await add({ url, enabled: false, signaturePolicy: 'required' });
    expect(answer.statusCode).toBe(201);
    const { id } = answer.json();
    expect((await items()).find((feed: { id: string }) => feed.id === id)).toMatchObject({
      kind: 'polled',
      url,
      enabled: false,
      intervalSeconds: 60,
      alarmAfterIntervals: 5,
      signaturePolicy: 'required',
      credential: null,
      lastResult: null,
      nextPollAt: null,
    });
    const [entry] = await alerting.database.query<{ actor_name: string }>(
      "select actor_name from alerting.audit_log where subject = $1 and action = 'feed.added'",
      [id],
    );
    expect(entry).toEqual({ actor_name: 'administrator' });
  });

  it('is changed with a reason; what is not named stays', async () => {
    const { id } = (await add({ url: 'https://alerts.example/a', enabled: false, intervalSeconds: 600 })).json();
    expect((await change(id, { url: 'https://alerts.example/b' })).statusCode).toBe(200);
    expect((await items()).find((feed: { id: string }) => feed.id === id)).toMatchObject({
      url: 'https://alerts.example/b',
      intervalSeconds: 600,
      enabled: false,
    });
    const [entry] = await alerting.database.query(
      "select reason, details from alerting.audit_log where subject = $1 and action = 'feed.changed'",
      [id],
    );
    expect(entry).toEqual({ reason: '换了地址', details: { url: 'https://alerts.example/b' } });
    expect((await change(newId(), { enabled: false })).statusCode).toBe(404);
  });

  it.each([
    ['an officer', { url: 'https://a.example/' }, { roles: ['duty-officer'] }, 403, 'auth.role-required'],
    ['no source', {}, ADMINISTRATOR, 422, 'feed.kind-and-source'],
    ['two sources', { url: 'https://a.example/', accountId: newId() }, ADMINISTRATOR, 422, 'feed.kind-and-source'],
    ['a secret in its address', { url: 'https://u:p@a.example/' }, ADMINISTRATOR, 422, 'feed.secret-in-address'],
    ['a file', { url: 'file:///etc/passwd' }, ADMINISTRATOR, 400, 'request.invalid'],
    [
      'an interval of a second',
      { url: 'https://a.example/', intervalSeconds: 1 },
      ADMINISTRATOR,
      400,
      'request.invalid',
    ],
    [
      'an unknown policy',
      { url: 'https://a.example/', signaturePolicy: 'maybe' },
      ADMINISTRATOR,
      400,
      'request.invalid',
    ],
  ])('with %s is refused', async (_, feed, options, status, code) => {
    const answer = await add(feed, options);
    expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
  });

  it('is added once: by its name, by its account, by its key', async () => {
    const feed = { name: newId(), url: 'https://alerts.example/c', enabled: false };
    const key = newId();
    const [first, again] = [await add(feed, { ...ADMINISTRATOR, key }), await add(feed, { ...ADMINISTRATOR, key })];
    expect(again.json()).toEqual(first.json());
    expect((await add(feed)).json()).toMatchObject({ code: 'feed.exists' });
    const accountId = newId();
    await add({ accountId });
    expect((await add({ accountId })).json()).toMatchObject({ code: 'feed.exists' });
  });
});

describe('ALRT-12: the policy of an account that pushes', () => {
  const postUnder = async (signaturePolicy: string, document: string) => {
    const accountId = await alerting.accountOf(['feed', signaturePolicy]);
    await add({ accountId, signaturePolicy });
    return (await alerting.post(document, { roles: ['feed', signaturePolicy] })).json();
  };

  it('required: what comes unsigned waits for a person, who may release it', async () => {
    const answer = await postUnder('required', capMessage());
    expect(answer).toMatchObject({
      verdict: 'held',
      outcome: 'held',
      findings: [{ code: 'alerting.signature-required', severity: 'hold' }],
    });
    const released = await alerting.command('POST', `/api/alerting/messages/${answer.messageId}/release`, {
      reason: '已电话核实',
    });
    expect(released.json()).toMatchObject({ outcome: 'warning' });
  });

  it('preferred: it is accepted with a warning', async () => {
    expect(await postUnder('preferred', capMessage())).toMatchObject({
      verdict: 'accepted-with-warnings',
      outcome: 'warning',
      findings: [{ code: 'alerting.signature-preferred', severity: 'warning' }],
    });
  });

  it('ignored: no signature is looked at', async () => {
    const signed = () =>
      capMessage().replace(
        '</alert>',
        '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignedInfo/></Signature></alert>',
      );
    const codes = (answer: { findings: { code: string }[] }) => answer.findings.map(({ code }) => code);
    expect(codes(await postUnder('ignored', signed()))).toEqual([]);
    expect(codes((await alerting.post(signed())).json())).toEqual(['cap.signature-unverifiable']);
  });
});
