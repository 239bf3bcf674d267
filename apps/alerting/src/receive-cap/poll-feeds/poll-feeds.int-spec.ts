import { gzipSync } from 'node:zlib';
import { newId } from '@libs/kernel';
import { eventually } from '@libs/testing';
import { startAlerting, type AlertingInTest } from '../../../../../test/alerting/alerting-in-test';
import { capMessage, refersTo } from '../../../../../test/alerting/cap-message';
import { startFeedServer, type FeedServer } from '../../../../../test/alerting/feed-server';

let alerting: AlertingInTest;
let office: FeedServer;

const environment = {
  ALERTING_FEED_ALLOWED_ADDRESSES: '127.0.0.1',
  ALERTING_FEED_TICK_MS: '50',
  ALERTING_FEED_TIMEOUT_MS: '2000',
  ALERTING_FEED_MAX_BYTES: '200000',
  ALERTING_FEED_SECRET_OFFICE: 'open sesame',
};
beforeAll(async () => {
  Object.assign(process.env, environment);
  office = await startFeedServer();
  alerting = await startAlerting();
});
beforeEach(async () => {
  await alerting.database.query('update alerting.feeds set enabled = false');
  await alerting.events();
});
afterAll(async () => {
  await alerting.stop();
  await office.stop();
  for (const name of Object.keys(environment)) delete process.env[name];
});

const alertIn = (text: Parameters<typeof capMessage>[0] = {}) => capMessage(text).replace(/^<\?xml[^>]*>\s*/, '');
const entry = (content: string) =>
  `<entry><id>${newId()}</id><title>t</title><updated>2026-07-10T11:00:00Z</updated>${content}</entry>`;
const atom = (...contents: string[]) =>
  `<feed xmlns="http://www.w3.org/2005/Atom"><id>${newId()}</id><title>t</title><updated>2026-07-10T11:00:00Z</updated>${contents.map(entry).join('')}</feed>`;
const embedded = (text: Parameters<typeof capMessage>[0] = {}) => `<content type="text/xml">${alertIn(text)}</content>`;
const link = (address: string) => `<link href="${address}"/>`;

async function addFeed(path: string, more: object = {}): Promise<string> {
  const answer = await alerting.command(
    'POST',
    '/api/alerting/feeds',
    { name: newId(), url: office.url(path), intervalSeconds: 3600, ...more },
    { roles: ['administrator'] },
  );
  expect(answer.json()).toEqual({ id: expect.any(String) });
  return answer.json().id;
}
const feedOf = async (id: string) =>
  (await alerting.get('/api/alerting/feeds?limit=200')).json().items.find((feed: { id: string }) => feed.id === id);
/** Waits until the feed has been asked, and answers how it is doing. */
const polled = (id: string) =>
  eventually(async () => {
    const feed = await feedOf(id);
    return feed.lastResult !== null && Date.parse(feed.nextPollAt) > Date.now() ? feed : false;
  });
async function pollAgain(id: string) {
  await alerting.database.query('update alerting.feeds set next_poll_at = now(), last_result = null where id = $1', [
    id,
  ]);
  return polled(id);
}
const types = async () => (await alerting.events()).map(({ type }) => type);

describe('a feed that is polled', () => {
  it('has its alerts taken in once, however often it is read, and asked for only what is new', async () => {
    office.serve('/atom', atom(embedded(), embedded({ status: 'Exercise' })));
    const id = await addFeed('/atom');
    expect(await polled(id)).toMatchObject({ lastResult: 'ok', failuresInARow: 0, silentSince: null });
    expect((await alerting.events()).map(({ type, mode }) => [type, mode])).toEqual([
      ['alerting.warning-issued.v1', 'actual'],
      ['alerting.warning-issued.v1', 'exercise'],
    ]);

    expect(await pollAgain(id)).toMatchObject({ lastResult: 'not-modified' });
    expect(office.asked.filter(({ path }) => path === '/atom').at(-1)?.headers['if-none-match']).toMatch(/^"/);
    expect(await types()).toEqual([]);
  });

  it('that repeats old alerts beside a new one stores and issues the new one only', async () => {
    const old = embedded();
    office.serve('/growing', atom(old));
    const id = await addFeed('/growing');
    await polled(id);
    await alerting.events();
    const stored = async () =>
      Number((await alerting.database.query('select count(*) as n from alerting.cap_messages'))[0]?.n);
    const before = await stored();
    office.serve('/growing', atom(old));
    await pollAgain(id);
    expect(await stored()).toBe(before);

    office.serve('/growing', atom(embedded(), old));
    await pollAgain(id);
    expect(await types()).toEqual(['alerting.warning-issued.v1']);
    expect(await stored()).toBe(before + 2);
  });

  it('and another one with the same alert, at the same moment, have one effect', async () => {
    const same = embedded();
    office.serve('/one', atom(same));
    office.serve(
      '/two',
      `<rss version="2.0"><channel><item><title>t</title><description>${alertIn()}</description></item></channel></rss>`,
    );
    office.serve('/three', atom(same, embedded()));
    const ids = await Promise.all(['/one', '/two', '/three'].map((path) => addFeed(path)));
    for (const id of ids) expect(await polled(id)).toMatchObject({ lastResult: 'ok' });
    expect(await types()).toEqual(Array(3).fill('alerting.warning-issued.v1'));
  });

  it('of links only has each of them read, once; pages for people behind them are no messages', async () => {
    const identifier = newId();
    office.serve('/cap/1', capMessage({ identifier }));
    office.serve('/cap/2', capMessage());
    office.serve('/page', '<html><body>For people</body></html>');
    office.serve('/index', atom(link('/cap/1'), link(office.url('/cap/2')), link('/page')));
    const id = await addFeed('/index');
    expect(await polled(id)).toMatchObject({ lastResult: 'ok', linksWaiting: 0, messagesLastDay: 2 });
    expect(await types()).toHaveLength(2);

    office.serve('/cap/1', capMessage({ msgType: 'Cancel', references: refersTo(identifier), info: null }));
    office.serve('/index', atom(link('/cap/1'), link(office.url('/cap/2'))));
    await pollAgain(id);
    expect(await types()).toEqual(['alerting.warning-cancelled.v1']);
  });

  it('has a link that failed read again, although the feed itself has not changed', async () => {
    office.serve('/late-index', atom(link('/late')));
    const id = await addFeed('/late-index');
    expect(await polled(id)).toMatchObject({ lastResult: 'ok', linksWaiting: 1, lastDetail: 'links not read: 1' });
    office.serve('/late', capMessage());
    expect(await pollAgain(id)).toMatchObject({ lastResult: 'not-modified', linksWaiting: 0, lastDetail: null });
    expect(await types()).toEqual(['alerting.warning-issued.v1']);
  });

  it('in the JSON of the US weather service is read', async () => {
    const sent = new Date().toISOString().replace(/\.\d+Z/, '+00:00');
    const properties = {
      '@type': 'wx:Alert',
      id: `urn:oid:${newId()}`,
      areaDesc: 'Test County',
      geocode: { SAME: ['029189'], UGC: ['MOC189'] },
      references: [],
      sent,
      effective: sent,
      expires: new Date(Date.now() + 3_600_000).toISOString().replace(/\.\d+Z/, '+00:00'),
      status: 'Actual',
      messageType: 'Alert',
      category: 'Met',
      severity: 'Severe',
      certainty: 'Likely',
      urgency: 'Expected',
      event: 'Flood Warning',
      sender: 'w-nws.webmaster@noaa.gov',
      senderName: 'NWS Test',
      headline: 'Flood Warning',
      description: 'x',
      instruction: 'y',
      response: 'Avoid',
    };
    office.serve(
      '/json',
      JSON.stringify({ type: 'FeatureCollection', features: [{ type: 'Feature', geometry: null, properties }] }),
    );
    const id = await addFeed('/json');
    expect(await polled(id)).toMatchObject({ lastResult: 'ok' });
    expect(await alerting.events()).toMatchObject([
      { type: 'alerting.warning-issued.v1', data: { event: 'Flood Warning', sender: properties.sender } },
    ]);
  });

  it('may be packed with gzip', async () => {
    office.serve('/gzip', (_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(capMessage())),
    );
    expect(await polled(await addFeed('/gzip'))).toMatchObject({ lastResult: 'ok' });
    expect(await types()).toEqual(['alerting.warning-issued.v1']);
  });
});

describe('a feed that misbehaves', () => {
  it.each([
    ['/none', undefined, 'http.404'],
    [
      '/broken',
      (_: unknown, response: { writeHead(s: number): { end(): void } }) => response.writeHead(500).end(),
      'http.500',
    ],
    ['/html', '<html><body>Maintenance</body></html>', 'not-a-feed'],
    ['/huge', 'x'.repeat(200_001), 'too-large'],
    ['/bomb', (_: unknown, response: never) => bomb(response), 'too-large'],
    ['/silent', () => undefined, 'timeout'],
    ['/trickle', (_: unknown, response: never) => trickle(response), 'timeout'],
    ['/cut', (_: unknown, response: never) => cut(response), 'ECONNRESET'],
    ['/away', (_: unknown, response: never) => redirect(response, 'http://127.0.0.2/feed'), 'redirect.refused'],
    ['/loop', (_: unknown, response: never) => redirect(response, '/loop'), 'redirect.refused'],
    ['/file', (_: unknown, response: never) => redirect(response, 'file:///etc/passwd'), 'redirect.refused'],
  ])('%s: nothing is taken in, and it is asked later and later', async (path, answer, result) => {
    if (answer) office.serve(path, answer as string);
    const id = await addFeed(path, { intervalSeconds: 60 });
    const feed = await polled(id);
    expect(feed).toMatchObject({ lastResult: result, failuresInARow: 1, lastSuccessAt: null });
    const pause = Date.parse(feed.nextPollAt) - Date.parse(feed.lastPollAt);
    expect(pause).toBeGreaterThan(100_000);
    expect((await pollAgain(id)).failuresInARow).toBe(2);
    expect(await types()).toEqual([]);
  });

  it('is let alone for as long as it asks', async () => {
    office.serve('/busy', (_, response) => response.writeHead(503, { 'retry-after': '7200' }).end());
    const feed = await polled(await addFeed('/busy', { intervalSeconds: 60 }));
    expect(Date.parse(feed.nextPollAt) - Date.parse(feed.lastPollAt)).toBeGreaterThan(7_100_000);
  });

  it('in a private network is never asked, nor is what it links or resolves to', async () => {
    for (const url of ['http://10.1.2.3/feed', 'http://169.254.169.254/latest/meta-data', 'http://[::1]:1/']) {
      const answer = await alerting.command(
        'POST',
        '/api/alerting/feeds',
        { name: newId(), url },
        { roles: ['administrator'] },
      );
      expect(await polled(answer.json().id)).toMatchObject({ lastResult: 'address.forbidden' });
    }
    office.serve('/links-inward', atom(link('http://169.254.169.254/latest/meta-data')));
    expect(await polled(await addFeed('/links-inward'))).toMatchObject({ linksWaiting: 1 });
  });
});

describe('a credential', () => {
  const add = (credential: object, url: string) =>
    alerting.command('POST', '/api/alerting/feeds', { name: newId(), url, credential }, { roles: ['administrator'] });

  it('names a variable of feeds, never another one, and never travels in the open', async () => {
    const secret = 'ALERTING_FEED_SECRET_OFFICE';
    expect((await add({ kind: 'bearer', secret: 'DATABASE_URL' }, 'https://a.example/')).statusCode).toBe(400);
    expect((await add({ kind: 'bearer', secret }, office.url('/x'))).json()).toMatchObject({
      code: 'feed.secret-in-the-open',
    });
    expect((await add({ kind: 'bearer', secret }, 'https://u:p@a.example/')).statusCode).toBeGreaterThanOrEqual(400);
  });

  it('that is not set is an error of the feed, and the secret is never shown', async () => {
    const answer = await add(
      { kind: 'header', header: 'x-key', secret: 'ALERTING_FEED_SECRET_NONE' },
      'https://a.example/',
    );
    expect(await polled(answer.json().id)).toMatchObject({
      lastResult: 'secret-missing',
      credential: { kind: 'header', header: 'x-key', secret: 'ALERTING_FEED_SECRET_NONE' },
    });
    expect((await alerting.get('/api/alerting/feeds?limit=200')).body).not.toContain('open sesame');
  });
});

describe('a credential on its way', () => {
  const secret = 'ALERTING_FEED_SECRET_WIRE';
  const value = 'reader:open sesame';
  let other: FeedServer;
  beforeAll(async () => {
    process.env[secret] = value;
    other = await startFeedServer();
  });
  afterAll(async () => {
    delete process.env[secret];
    await other.stop();
  });

  it.each([
    ['bearer', { kind: 'bearer', secret }, 'authorization', `Bearer ${value}`],
    ['basic', { kind: 'basic', secret }, 'authorization', `Basic ${Buffer.from(value).toString('base64')}`],
    ['header', { kind: 'header', header: 'x-key', secret }, 'x-key', value],
  ])(
    '(%s) goes to the own host, after a redirect too, to no other one, and is never shown',
    async (kind, credential, header, sent) => {
      const path = (name: string) => `/${kind}-${name}`;
      office.serve(path('moved'), (_, response) => redirect(response as never, path('feed')));
      office.serve(path('feed'), atom(link(office.url(path('own'))), link(other.url(path('strange')))));
      office.serve(path('own'), capMessage());
      other.serve(path('strange'), capMessage());
      // An address without TLS is never given a secret by an administrator; here the wire has to be read.
      const id = await addFeed(path('moved'), { enabled: false });
      await alerting.database.query('update alerting.feeds set credential = $2, enabled = true where id = $1', [
        id,
        JSON.stringify(credential),
      ]);
      await pollAgain(id);
      const asked = [...office.asked, ...other.asked].filter((one) => one.path.startsWith(`/${kind}-`));
      expect(Object.fromEntries(asked.map((one) => [one.path, one.headers[header]]))).toEqual({
        [path('moved')]: sent,
        [path('feed')]: sent,
        [path('own')]: sent,
        [path('strange')]: undefined,
      });
      for (const url of ['/api/alerting/feeds?limit=200', '/api/alerting/alarms', '/metrics', '/health/ready']) {
        const { body } = await alerting.get(url, ['administrator']);
        expect(body).not.toContain('open sesame');
        expect(body).not.toContain(Buffer.from(value).toString('base64'));
      }
    },
  );
});

describe('two processes', () => {
  it('never ask one feed at once; the lease of one that has died runs out', async () => {
    let open = 0;
    let most = 0;
    office.serve('/slow', (_, response) => {
      open += 1;
      most = Math.max(most, open);
      setTimeout(() => {
        open -= 1;
        response.writeHead(200).end(capMessage());
      }, 300);
    });
    const neighbour = await alerting.neighbour();
    const id = await addFeed('/slow');
    await polled(id);
    for (let round = 0; round < 3; round += 1) await pollAgain(id);
    expect(most).toBe(1);

    await alerting.database.query(
      `update alerting.feeds set lease = gen_random_uuid(), leased_until = now() + interval '1 s', next_poll_at = now(), last_result = null
       where id = $1`,
      [id],
    );
    expect(await polled(id)).toMatchObject({ lastResult: 'ok' });
    await neighbour.app.close();
  });
});

/** Packed before it is asked for: packing holds up the process that reads it, too. */
const BOMB = gzipSync(Buffer.alloc(50_000_000));
function bomb(response: import('node:http').ServerResponse): void {
  response.writeHead(200, { 'content-encoding': 'gzip' }).end(BOMB);
}
function trickle(response: import('node:http').ServerResponse): void {
  response.writeHead(200);
  const timer = setInterval(() => response.write(' '), 50);
  response.on('close', () => clearInterval(timer));
}
function cut(response: import('node:http').ServerResponse): void {
  response.writeHead(200, { 'content-length': '1000' });
  response.write('<feed');
  setTimeout(() => response.destroy(), 50);
}
function redirect(response: import('node:http').ServerResponse, location: string): void {
  response.writeHead(302, { location }).end();
}
