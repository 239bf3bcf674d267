import { createHash } from 'node:crypto';
import { newId } from '@libs/kernel';
import { startAlerting, type AlertingInTest } from '../../../../test/alerting/alerting-in-test';
import { capMessage, OFFICE, refersTo } from '../../../../test/alerting/cap-message';
import { JudgeUnjudged } from './judge-unjudged';

let alerting: AlertingInTest;

beforeAll(async () => {
  alerting = await startAlerting();
});
beforeEach(() => alerting.events());
afterAll(() => alerting.stop());

const HOUR = 3_600_000;
const stateOf = async (identifier: string) =>
  (
    await alerting.database.query<{ state: string; mode: string }>(
      'select state, mode from alerting.warnings where identifier = $1 order by mode',
      [identifier],
    )
  ).map(({ state }) => state);

describe('a good warning', () => {
  it('is stored as received, judged, and goes out as one event with its area', async () => {
    const document = capMessage({ identifier: 'first' });
    const answer = await alerting.post(document);

    expect(answer.statusCode).toBe(202);
    const { messageId, warningId, ...said } = answer.json();
    expect(said).toMatchObject({
      verdict: 'accepted',
      outcome: 'warning',
      mode: 'actual',
      deliveries: 1,
      findings: [],
    });
    const [event, ...more] = await alerting.events();
    expect(more).toEqual([]);
    expect(event).toMatchObject({
      type: 'alerting.warning-issued.v1',
      key: warningId,
      mode: 'actual',
      data: {
        warningId,
        chainId: warningId,
        messageId,
        sender: OFFICE,
        identifier: 'first',
        inForce: true,
        replaces: [],
        event: '暴雨',
        eventCodes: ['11B03'],
        colour: 'red',
        severity: 'Extreme',
        area: { bbox: [107.7, 35.9, 108, 36.1], divisionCodes: ['621021'], description: '庆城县' },
      },
    });
    const raw = await alerting.get(`/api/alerting/messages/${messageId}/raw`);
    expect(raw.rawPayload.equals(Buffer.from(document))).toBe(true);
    expect((await alerting.get(`/api/alerting/warnings/${warningId}`)).json()).toMatchObject({
      state: 'in-force',
      geometry: { polygons: [[expect.arrayContaining([[107.7, 36.1]])]], circles: [] },
    });
  });

  it('is in the audit log with the account that handed it in', async () => {
    const { messageId } = (await alerting.post(capMessage())).json();
    const entries = await alerting.database.query(
      'select action, actor_id, mode, details from alerting.audit_log where subject = $1',
      [messageId],
    );
    expect(entries).toEqual([
      {
        action: 'cap-message.judged',
        actor_id: expect.any(String),
        mode: 'actual',
        details: expect.objectContaining({ verdict: 'accepted' }),
      },
    ]);
  });

  it.each([
    ['Exercise', 'exercise'],
    ['Test', 'test'],
  ])('with status %s goes out in mode %s', async (status, mode) => {
    await alerting.post(capMessage({ status }));
    expect(await alerting.events()).toMatchObject([{ type: 'alerting.warning-issued.v1', mode }]);
  });

  it('by name only goes out without a geometry and without a code, which never means everywhere', async () => {
    await alerting.post(capMessage({ area: '<area><areaDesc>庆城县北部</areaDesc></area>' }));
    const [event] = await alerting.events();
    expect(event?.data.area).toEqual({ divisionCodes: [], outline: [], description: '庆城县北部' });
  });

  it('of 5,000 points goes out with an outline of at most 1,000 that contains it', async () => {
    const ring = Array.from({ length: 5000 }, (_, index) => {
      const angle = (index / 5000) * 2 * Math.PI;
      const radius = 0.5 + 0.05 * Math.sin(40 * angle);
      return `${(36 + radius * Math.sin(angle)).toFixed(6)},${(107.5 + radius * Math.cos(angle)).toFixed(6)}`;
    });
    await alerting.post(
      capMessage({ area: `<area><areaDesc>x</areaDesc><polygon>${[...ring, ring[0]].join(' ')}</polygon></area>` }),
    );
    const [event] = await alerting.events();
    const points = event?.data.area.outline.flat();
    expect(points.length).toBeLessThanOrEqual(1000);
    expect(event?.data.area.bbox[0]).toBeCloseTo(106.95, 1);
  });
});

describe('many at once', () => {
  const SOURCES = [
    { status: 'Actual', mode: 'actual', roles: ['feed'] },
    { status: 'Exercise', mode: 'exercise', roles: ['duty-officer'] },
  ];

  it('share their commits, and each goes out in its own mode and is in the log with whoever handed it in', async () => {
    const posts = Array.from({ length: 40 }, (_, index) => ({ identifier: newId(), ...SOURCES[index % 2]! }));
    const answers = await Promise.all(
      posts.map(({ identifier, status, roles }) => alerting.post(capMessage({ identifier, status }), { roles })),
    );
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(posts.map(() => 202));

    const rows = await alerting.database.query<{ identifier: string; mode: string; actor: string }>(
      `select m.identifier, l.mode, l.actor_id as actor, m.received_by = l.actor_id as "asReceived", w.state
       from alerting.cap_messages m join alerting.audit_log l on l.subject = m.id::text
       join alerting.warnings w on w.id = m.warning_id where m.identifier = any($1)`,
      [posts.map(({ identifier }) => identifier)],
    );
    const expected = await Promise.all(
      posts.map(async ({ identifier, mode, roles }) => ({
        identifier,
        mode,
        actor: await alerting.accountOf(roles),
        asReceived: true,
        state: 'in-force',
      })),
    );
    const sorted = (all: { identifier: string }[]) => all.toSorted((a, b) => (a.identifier < b.identifier ? -1 : 1));
    expect(sorted(rows)).toEqual(sorted(expected));
    const events = (await alerting.events()).map(({ data, mode }) => ({ identifier: data.identifier as string, mode }));
    expect(sorted(events)).toEqual(sorted(posts.map(({ identifier, mode }) => ({ identifier, mode }))));

    const [{ commits }] = (await alerting.database.query(
      'select count(distinct xmin::text)::int as commits from alerting.warnings where identifier = any($1)',
      [posts.map(({ identifier }) => identifier)],
    )) as [{ commits: number }];
    expect(commits).toBeLessThan(posts.length);
  });

  it('are answered each as if it had come alone, though one of them is rejected and one comes twice', async () => {
    const [once, twice] = [newId(), newId()];
    const same = capMessage({ identifier: twice });
    const documents = [capMessage({ identifier: once }), same, same, `<alert>${newId()}`];
    const answers = await Promise.all(documents.map((document) => alerting.post(document)));
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 202, 202, 422]);
    expect([await stateOf(once), await stateOf(twice)]).toEqual([['in-force'], ['in-force']]);
  });
});

describe('the same again', () => {
  it('the same bytes have no second effect, and get the same verdict', async () => {
    const document = capMessage();
    const first = await alerting.post(document);
    await alerting.events();
    const second = await alerting.post(document);

    expect(second.statusCode).toBe(200);
    expect(second.json()).toEqual({ ...first.json(), deliveries: 2 });
    expect(await alerting.events()).toEqual([]);
  });

  it('the same bytes twenty times at once have one effect', async () => {
    const document = capMessage();
    const answers = await Promise.all(Array.from({ length: 20 }, () => alerting.post(document)));

    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([...Array(19).fill(200), 202]);
    expect(new Set(answers.map((answer) => answer.json().warningId)).size).toBe(1);
    expect(await alerting.events()).toHaveLength(1);
  });

  it('ALRT-08: the same identity with other bytes is a conflict: kept, without effect', async () => {
    const identifier = newId();
    await alerting.post(capMessage({ identifier }));
    await alerting.events();
    const answer = await alerting.post(capMessage({ identifier, headline: '解除暴雨红色预警', severity: 'Minor' }));

    expect(answer.statusCode).toBe(409);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json()).toMatchObject({
      code: 'message.conflict',
      findings: [{ code: 'alerting.same-identity-other-bytes' }, expect.anything()],
    });
    expect(await alerting.events()).toMatchObject([
      { type: 'alerting.message-set-aside.v1', data: { outcome: 'conflict' } },
    ]);
    expect(await stateOf(identifier)).toEqual(['in-force']);
    const stored = await alerting.get(`/api/alerting/messages/${answer.json().messageId}`);
    expect(stored.json()).toMatchObject({ outcome: 'conflict' });
  });

  it('two documents of one identity at once: one becomes the warning, the other the conflict', async () => {
    const identifier = newId();
    const answers = await Promise.all(
      [1, 2, 3, 4].map((index) => alerting.post(capMessage({ identifier, headline: `标题${index}` }))),
    );
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([202, 409, 409, 409]);
    expect((await alerting.events()).filter(({ type }) => type === 'alerting.warning-issued.v1')).toHaveLength(1);
  });

  it('a rejected document is answered the same way each time', async () => {
    const document = `<alert>${newId()}`;
    const answers = [await alerting.post(document), await alerting.post(document)];
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([422, 422]);
    expect(answers[1]?.json().findings).toEqual(answers[0]?.json().findings);
    expect(await alerting.events()).toHaveLength(1);
  });
});

describe('what does not become a warning', () => {
  it('rejected: 422 with findings, stored, one event', async () => {
    const answer = await alerting.post(`<!DOCTYPE alert>${capMessage().replace(/^<\?xml[^>]*>\s*/, '')}`);
    expect(answer.statusCode).toBe(422);
    expect(answer.json()).toMatchObject({
      code: 'message.rejected',
      findings: [{ code: 'xml.doctype', text: { 'zh-CN': expect.any(String), en: expect.any(String) } }],
    });
    expect(await alerting.events()).toMatchObject([
      { type: 'alerting.message-set-aside.v1', data: { outcome: 'rejected' } },
    ]);
    expect((await alerting.get(`/api/alerting/messages/${answer.json().messageId}`)).json()).toMatchObject({
      verdict: 'rejected',
    });
  });

  it('held: 202, no warning, an event that calls for a person and says which message it is', async () => {
    const identifier = newId();
    const answer = await alerting.post(capMessage({ identifier, status: 'Real', headline: '暴雨将至' }));
    expect(answer.statusCode).toBe(202);
    expect(answer.json()).toMatchObject({
      verdict: 'held',
      outcome: 'held',
      mode: 'actual',
      findings: [{ code: 'cap.status-missing' }],
    });
    expect(await alerting.events()).toMatchObject([
      {
        type: 'alerting.message-set-aside.v1',
        mode: 'actual',
        data: { outcome: 'held', identifier, sender: expect.any(String), headline: '暴雨将至' },
      },
    ]);
    expect(await stateOf(identifier)).toEqual([]);
  });

  it('what was held may come again, repaired, under the same identity', async () => {
    const identifier = newId();
    await alerting.post(capMessage({ identifier, area: '<area><areaDesc>x</areaDesc><polygon>...</polygon></area>' }));
    const answer = await alerting.post(capMessage({ identifier }));
    expect(answer.json()).toMatchObject({ verdict: 'accepted', outcome: 'warning' });
  });

  it.each([
    [{ status: 'System' }, 'kept'],
    [{ status: 'Draft' }, 'held'],
    [{ msgType: 'Ack', references: refersTo('x') }, 'kept'],
    [{ msgType: 'Error', references: refersTo('x') }, 'kept'],
  ])('%j is %s and goes nowhere', async (text, outcome) => {
    const answer = await alerting.post(capMessage(text));
    expect(answer.json()).toMatchObject({ outcome });
    expect(await alerting.events()).toMatchObject([{ type: 'alerting.message-set-aside.v1', data: { outcome } }]);
  });
});

describe('a chain', () => {
  it('an Update replaces the Alert that it names, in the chain of that Alert', async () => {
    const [first, second] = [newId(), newId()];
    const { warningId } = (await alerting.post(capMessage({ identifier: first }))).json();
    await alerting.events();
    const answer = await alerting.post(
      capMessage({ identifier: second, msgType: 'Update', references: refersTo(first) }),
    );

    expect(await alerting.events()).toMatchObject([
      {
        type: 'alerting.warning-issued.v1',
        key: warningId,
        data: {
          chainId: warningId,
          warningId: answer.json().warningId,
          msgType: 'Update',
          replaces: [warningId],
          inForce: true,
        },
      },
    ]);
    expect([await stateOf(first), await stateOf(second)]).toEqual([['superseded'], ['in-force']]);
  });

  it('a Cancel without an info block ends the warning that it names, once', async () => {
    const identifier = newId();
    const { warningId } = (await alerting.post(capMessage({ identifier }))).json();
    await alerting.events();
    const cancel = () =>
      capMessage({ msgType: 'Cancel', references: refersTo(identifier), info: null, note: '降雨减弱' });
    expect((await alerting.post(cancel())).json()).toMatchObject({ verdict: 'accepted', outcome: 'ending' });
    expect(await alerting.events()).toMatchObject([
      { type: 'alerting.warning-cancelled.v1', key: warningId, data: { warningId, note: '降雨减弱' } },
    ]);

    const again = await alerting.post(cancel());
    expect(again.json().findings).toMatchObject([{ code: 'alerting.named-warning-ended' }]);
    expect(await alerting.events()).toEqual([]);
    expect(await stateOf(identifier)).toEqual(['cancelled']);
  });

  it('an Update that comes before its Alert is in force at once; the Alert then never is', async () => {
    const [first, second] = [newId(), newId()];
    const update = await alerting.post(
      capMessage({ identifier: second, msgType: 'Update', references: refersTo(first) }),
    );
    expect(update.json()).toMatchObject({ outcome: 'warning', findings: [{ code: 'alerting.named-warning-awaited' }] });
    expect(await stateOf(first)).toEqual(['awaited']);
    const [issued] = await alerting.events();
    const late = await alerting.post(capMessage({ identifier: first, sent: new Date(Date.now() - HOUR) }));

    expect(late.statusCode).toBe(202);
    expect(await alerting.events()).toMatchObject([
      { type: 'alerting.warning-issued.v1', key: issued?.key, data: { inForce: false, chainId: issued?.key } },
    ]);
    expect([await stateOf(first), await stateOf(second)]).toEqual([['superseded'], ['in-force']]);
  });

  it('a Cancel that comes before its Alert waits for it, and the Alert never is in force', async () => {
    const first = newId();
    await alerting.post(capMessage({ msgType: 'Cancel', references: refersTo(first), info: null }));
    expect(await alerting.events()).toEqual([]);
    await alerting.post(capMessage({ identifier: first }));
    expect(await alerting.events()).toMatchObject([{ type: 'alerting.warning-issued.v1', data: { inForce: false } }]);
    expect(await stateOf(first)).toEqual(['cancelled']);
  });

  it('an Alert and the Update that names it, at the same moment, end in the same state in any order', async () => {
    for (let round = 0; round < 10; round += 1) {
      const [first, second] = [newId(), newId()];
      const documents = [
        capMessage({ identifier: first }),
        capMessage({ identifier: second, msgType: 'Update', references: refersTo(first) }),
      ];
      if (round % 2) documents.reverse();
      const answers = await Promise.all(documents.map((document) => alerting.post(document)));
      expect(answers.map(({ statusCode }) => statusCode)).toEqual([202, 202]);
      expect([await stateOf(first), await stateOf(second)]).toEqual([['superseded'], ['in-force']]);
      const keys = (await alerting.events()).map(({ key }) => key);
      expect(new Set(keys).size).toBe(1);
    }
  });

  it('ALRT-03: a Cancel by another office is held', async () => {
    const identifier = newId();
    await alerting.post(capMessage({ identifier }));
    const answer = await alerting.post(
      capMessage({ sender: 'Somebody_Else', msgType: 'Cancel', references: refersTo(identifier), info: null }),
    );
    expect(answer.json()).toMatchObject({
      verdict: 'held',
      outcome: 'held',
      findings: [{ code: 'alerting.foreign-reference' }],
    });
    expect(await stateOf(identifier)).toEqual(['in-force']);
  });

  it('a Cancel in an exercise never ends an actual warning', async () => {
    const identifier = newId();
    await alerting.post(capMessage({ identifier }));
    await alerting.events();
    await alerting.post(
      capMessage({ status: 'Exercise', msgType: 'Cancel', references: refersTo(identifier), info: null }),
    );
    expect(await alerting.events()).toEqual([]);
    expect(await stateOf(identifier)).toEqual(['in-force', 'awaited']);
  });

  it('of messages that name each other in a circle one stays in force', async () => {
    const [one, two] = [newId(), newId()];
    await alerting.post(capMessage({ identifier: one, msgType: 'Update', references: refersTo(two) }));
    await alerting.post(capMessage({ identifier: two, msgType: 'Update', references: refersTo(one) }));
    expect([await stateOf(one), await stateOf(two)].flat().sort()).toEqual(['in-force', 'superseded']);
  });

  it("ALRT-07: in China's profile a lift names the first issue and ends what is in force now", async () => {
    const time = (at: Date) =>
      `${new Date(at.getTime() + 8 * HOUR).toISOString().slice(0, 19).replace('T', ' ')}+08:00`;
    const chinese = (identifier: string, msgType: string, first?: string) =>
      `<alert xmlns="http://com.icss.amp"><identifier>${identifier}</identifier><sender>华池县水务局</sender><senderCode>62102333200000</senderCode><sendTime>${time(new Date())}</sendTime><status>Actual</status><msgType>${msgType}</msgType><scope>Public</scope>${first ? `<references>${first}</references>` : ''}<info><language>zh-CN</language><eventType>11A51</eventType><urgency>Immediate</urgency><severity>Orange</severity><certainty>Likely</certainty><expires>${time(new Date(Date.now() + HOUR))}</expires><headline>山洪灾害橙色预警</headline><area><areaDesc>华池县</areaDesc><geocode>621023</geocode></area></info></alert>`;
    const [first, second, third] = [newId(), newId(), newId()];
    await alerting.post(chinese(first, 'Alert'));
    await alerting.post(chinese(second, 'Update', first));
    await alerting.post(chinese(third, 'Cancel', first));
    expect([await stateOf(first), await stateOf(second)]).toEqual([['superseded'], ['cancelled']]);
  });
});

describe('time', () => {
  it('a warning that had run out when it arrived is kept and opens nothing', async () => {
    const identifier = newId();
    const sent = new Date(Date.now() - 3 * HOUR);
    const answer = await alerting.post(capMessage({ identifier, sent, expires: new Date(Date.now() - HOUR) }));
    expect(answer.json()).toMatchObject({
      verdict: 'accepted-with-warnings',
      findings: [{ code: 'cap.already-expired' }],
    });
    expect(await alerting.events()).toMatchObject([{ type: 'alerting.warning-issued.v1', data: { inForce: false } }]);
    expect(await stateOf(identifier)).toEqual(['expired']);
  });
});

describe('a crash between storing and judging', () => {
  it('leaves a message that is judged at the next start, as of its receipt', async () => {
    const document = Buffer.from(capMessage());
    const id = newId();
    await alerting.database.query(
      `insert into alerting.cap_messages (id, sha256, bytes, content_type, received_at, last_received_at, received_by)
       values ($1, $2, $3, 'application/cap+xml', $4, $4, 'feed-1')`,
      [id, createHash('sha256').update(document).digest(), document, new Date(Date.now() - 1000)],
    );
    expect(await alerting.app.get(JudgeUnjudged).execute()).toBe(1);
    expect(await alerting.events()).toMatchObject([{ type: 'alerting.warning-issued.v1', data: { messageId: id } }]);
    expect(await alerting.app.get(JudgeUnjudged).execute()).toBe(0);
  });
});

describe('a feed', () => {
  const feed = (...alerts: string[]) =>
    `<feed xmlns="http://www.w3.org/2005/Atom"><id>${newId()}</id><title>t</title><updated>2026-07-10T11:00:00Z</updated>${alerts
      .map(
        (alert, index) =>
          `<entry><id>${index}</id><title>t</title><updated>2026-07-10T11:00:00Z</updated><content type="text/xml">${alert.replace(/^<\?xml[^>]*>\s*/, '')}</content></entry>`,
      )
      .join('')}</feed>`;

  it('gives each of its alerts a verdict and an effect of its own, and the same alert in the next feed none', async () => {
    const sent = new Date();
    const [good, drill] = [capMessage({ sent }), capMessage({ sent, status: 'Exercise' })];
    const bad = capMessage({ sent, status: 'Real' });
    const answer = await alerting.post(feed(good, bad, drill));
    expect(answer.statusCode).toBe(202);
    expect(answer.json()).toMatchObject({
      verdict: 'partly-accepted',
      outcome: 'container',
      alerts: [{ outcome: 'warning', mode: 'actual' }, { outcome: 'held' }, { outcome: 'warning', mode: 'exercise' }],
    });
    expect((await alerting.events()).map(({ type, mode }) => [type, mode])).toEqual([
      ['alerting.warning-issued.v1', 'actual'],
      ['alerting.warning-issued.v1', 'exercise'],
      ['alerting.message-set-aside.v1', 'actual'],
    ]);

    const next = await alerting.post(feed(good, capMessage()));
    expect(next.json().alerts).toMatchObject([
      { outcome: 'warning', deliveries: 2 },
      { outcome: 'warning', deliveries: 1 },
    ]);
    expect(await alerting.events()).toHaveLength(1);
  });
});
