import { newId } from '@libs/kernel';
import { startAlerting, type AlertingInTest } from '../../../../../test/alerting/alerting-in-test';
import { capMessage, refersTo } from '../../../../../test/alerting/cap-message';

let alerting: AlertingInTest;
beforeAll(async () => {
  alerting = await startAlerting();
});
beforeEach(() => alerting.events());
afterAll(() => alerting.stop());

const REASON = '已与县气象台电话核实';
const BROKEN_AREA = '<area><areaDesc>庆城县</areaDesc><polygon>...</polygon></area>';

async function hold(text: Parameters<typeof capMessage>[0]): Promise<string> {
  const answer = (await alerting.post(capMessage(text))).json();
  expect(answer).toMatchObject({ outcome: 'held' });
  await alerting.events();
  return answer.messageId;
}
const release = (id: string, correction?: object, options?: Parameters<AlertingInTest['command']>[3]) =>
  alerting.command('POST', `/api/alerting/messages/${id}/release`, { reason: REASON, correction }, options);
const reject = (id: string, options?: Parameters<AlertingInTest['command']>[3]) =>
  alerting.command('POST', `/api/alerting/messages/${id}/reject`, { reason: REASON }, options);
const messageOf = async (id: string) => (await alerting.get(`/api/alerting/messages/${id}`)).json();
const stateOf = async (identifier: string) =>
  (
    await alerting.database.query<{ state: string }>('select state from alerting.warnings where identifier = $1', [
      identifier,
    ])
  )[0]?.state;

describe('a held message', () => {
  it('says what a person has to supply, and is released with it: the same events as of an accepted one', async () => {
    const identifier = newId();
    const id = await hold({ identifier, status: 'Real' });
    expect(await messageOf(id)).toMatchObject({ needs: ['status'], decision: null });

    const answer = await release(id, { status: 'Actual' });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({ messageId: id, decision: 'released', outcome: 'warning' });
    const events = await alerting.events();
    expect(events).toMatchObject([
      { type: 'alerting.warning-issued.v1', mode: 'actual', data: { messageId: id, identifier, inForce: true } },
      {
        type: 'alerting.message-decided.v1',
        key: id,
        mode: 'actual',
        data: { decision: 'released', outcome: 'warning', reason: REASON, supplied: ['status'] },
      },
    ]);
    expect(await stateOf(identifier)).toBe('in-force');
    expect(await messageOf(id)).toMatchObject({
      verdict: 'held',
      outcome: 'warning',
      identifier,
      warningId: answer.json().warningId,
      decision: { decision: 'released', byName: 'duty-officer', reason: REASON },
      supplied: { status: 'Actual' },
      findings: [{ code: 'alerting.released-by-person' }, { code: 'cap.status-missing' }],
      needs: [],
    });
  });

  it('is in the audit log with who decided, why, and what they supplied', async () => {
    const id = await hold({ status: 'Real' });
    await release(id, { status: 'Exercise' });
    const entries = await alerting.database.query(
      "select actor_name, reason, mode, details from alerting.audit_log where subject = $1 and action = 'cap-message.released'",
      [id],
    );
    expect(entries).toEqual([
      {
        actor_name: 'duty-officer',
        reason: REASON,
        mode: 'exercise',
        details: { outcome: 'warning', correction: { status: 'Exercise' } },
      },
    ]);
  });

  it('released as an exercise never becomes duty', async () => {
    const id = await hold({ status: 'Real' });
    await release(id, { status: 'Exercise' });
    expect((await alerting.events()).map(({ mode }) => mode)).toEqual(['exercise', 'exercise']);
  });

  it.each([
    ['nothing', undefined, 'status'],
    ['something else', { msgType: 'Alert' }, 'status'],
  ])('is not released with %s: the answer names what is needed, and nothing happens', async (_, correction, needs) => {
    const id = await hold({ status: 'Real' });
    const answer = await release(id, correction);
    expect(answer.statusCode).toBe(422);
    expect(answer.json()).toMatchObject({ code: 'message.needs-correction', facts: { needs } });
    expect(await alerting.events()).toEqual([]);
    expect(await messageOf(id)).toMatchObject({ outcome: 'held', decision: null });
  });

  it('with an area that cannot be read gets one by division codes or by polygons, and never none', async () => {
    const first = await hold({ area: BROKEN_AREA });
    expect((await release(first)).json()).toMatchObject({ code: 'message.needs-correction', facts: { needs: 'area' } });
    await release(first, { area: { description: '庆城县', divisionCodes: ['621021'] } });
    const [byCode] = await alerting.events();
    expect(byCode?.data.area).toMatchObject({ divisionCodes: ['621021'], description: '庆城县' });

    const second = await hold({ area: BROKEN_AREA });
    const ring = [
      [107.7, 36.1],
      [108, 36.1],
      [108, 35.9],
      [107.7, 36.1],
    ];
    await release(second, { area: { description: '庆城县东部', polygons: [ring] } });
    const [byPolygon] = await alerting.events();
    expect(byPolygon?.data.area.bbox).toEqual([107.7, 35.9, 108, 36.1]);
  });

  it('dated far ahead is released when its date is confirmed or put right', async () => {
    const sent = new Date('2030-07-10T10:00:00Z');
    const id = await hold({ sent, expires: new Date('2030-07-10T16:00:00Z') });
    expect((await release(id)).json()).toMatchObject({ facts: { needs: 'sent' } });
    expect((await release(id, { sent: sent.toISOString() })).json()).toMatchObject({ outcome: 'warning' });
  });

  it('that cancels a warning of another office ends it once a person has decided so', async () => {
    const identifier = newId();
    await alerting.post(capMessage({ identifier }));
    const id = await hold({
      sender: 'Somebody_Else',
      msgType: 'Cancel',
      references: refersTo(identifier),
      info: null,
    });
    const answer = await release(id);
    expect(answer.json()).toMatchObject({ outcome: 'ending' });
    expect((await alerting.events()).map(({ type }) => type)).toEqual([
      'alerting.warning-cancelled.v1',
      'alerting.message-decided.v1',
    ]);
    expect(await stateOf(identifier)).toBe('cancelled');
  });

  it('out of a feed is released by itself', async () => {
    const inner = [capMessage({ status: 'Real', identifier: 'of-feed' }), capMessage()].map((alert) =>
      alert.replace(/^<\?xml[^>]*>\s*/, ''),
    );
    const { alerts } = (await alerting.post(`<alerts>${inner.join('')}</alerts>`)).json();
    await alerting.events();
    expect((await release(alerts[0].messageId, { status: 'Actual' })).json()).toMatchObject({ outcome: 'warning' });
    expect(await stateOf('of-feed')).toBe('in-force');
  });

  it('is rejected with a reason: closed, without effect, and its identity stays free', async () => {
    const identifier = newId();
    const id = await hold({ identifier, area: BROKEN_AREA });
    expect((await reject(id)).json()).toMatchObject({ decision: 'rejected', outcome: 'rejected' });
    expect(await alerting.events()).toMatchObject([
      { type: 'alerting.message-decided.v1', key: id, data: { decision: 'rejected', reason: REASON, supplied: [] } },
    ]);
    expect(await messageOf(id)).toMatchObject({ verdict: 'held', outcome: 'rejected', needs: [] });
    expect((await alerting.post(capMessage({ identifier }))).json()).toMatchObject({ outcome: 'warning' });
  });
});

describe('a decision', () => {
  it('is made once: the same command again has the same answer, another one is refused', async () => {
    const id = await hold({ status: 'Real' });
    const key = newId();
    const first = await release(id, { status: 'Actual' }, { key });
    await alerting.events();
    const again = await release(id, { status: 'Actual' }, { key });
    expect(again.json()).toEqual(first.json());
    expect((await reject(id)).json()).toMatchObject({ code: 'message.not-waiting', facts: { outcome: 'warning' } });
    expect(await alerting.events()).toEqual([]);
  });

  it('by ten officers at once is made by one of them', async () => {
    const id = await hold({ status: 'Real' });
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => (index % 2 ? reject(id) : release(id, { status: 'Actual' }))),
    );
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, ...Array(9).fill(409)]);
    const decided = (await alerting.events()).filter(({ type }) => type === 'alerting.message-decided.v1');
    expect(decided).toHaveLength(1);
  });

  it('belongs to the officers of the place', async () => {
    const id = await hold({ area: BROKEN_AREA });
    const area = { description: '庆城县', divisionCodes: ['621021'] };
    const elsewhere = await release(id, { area }, { division: '621023' });
    expect([elsewhere.statusCode, elsewhere.json().code]).toEqual([403, 'account.outside-division']);
    expect((await release(id, { area }, { roles: ['commander'] })).statusCode).toBe(403);
    expect((await release(id, { area }, { roles: ['feed'] })).statusCode).toBe(403);
    expect((await release(id, { area }, { roles: ['duty-leader'], division: '621021' })).statusCode).toBe(200);
  });

  it('is not possible once the office has sent the message again', async () => {
    const identifier = newId();
    const id = await hold({ identifier, area: BROKEN_AREA });
    await alerting.post(capMessage({ identifier }));
    await alerting.events();
    const area = { description: '庆城县', divisionCodes: ['621021'] };
    expect((await release(id, { area })).json()).toMatchObject({ code: 'message.identity-taken' });
    expect((await reject(id)).statusCode).toBe(200);
  });

  it('closes a conflict, which cannot be released', async () => {
    const identifier = newId();
    await alerting.post(capMessage({ identifier }));
    const { messageId } = (await alerting.post(capMessage({ identifier, headline: '解除' }))).json();
    expect((await release(messageId)).json()).toMatchObject({ code: 'message.not-waiting' });
    expect((await reject(messageId)).json()).toMatchObject({ outcome: 'rejected' });
    expect(await stateOf(identifier)).toBe('in-force');
  });

  it.each([
    ['no reason', { reason: '' }, '/reason'],
    ['a status that is no status', { reason: REASON, correction: { status: 'Real' } }, '/correction/status'],
    ['a draft', { reason: REASON, correction: { status: 'Draft' } }, '/correction/status'],
    ['an unknown field', { reason: REASON, correction: { severity: 'Minor' } }, '/correction/severity'],
    [
      'half a ring',
      { reason: REASON, correction: { area: { description: 'x', polygons: [[[1, 2]]] } } },
      '/correction/area/polygons',
    ],
    [
      'a division that is none',
      { reason: REASON, correction: { area: { description: 'x', divisionCodes: ['x'] } } },
      '/correction/area/divisionCodes',
    ],
  ])('with %s is refused, and says which field', async (_, body, field) => {
    const id = await hold({ status: 'Real' });
    const answer = await alerting.command('POST', `/api/alerting/messages/${id}/release`, body);
    expect(answer.statusCode).toBe(400);
    expect(JSON.stringify(answer.json().errors)).toContain(field);
  });

  it('about what is not there or does not wait is refused', async () => {
    expect((await reject(newId())).statusCode).toBe(404);
    const { messageId } = (await alerting.post(capMessage())).json();
    expect((await reject(messageId)).json()).toMatchObject({ code: 'message.not-waiting' });
  });
});
