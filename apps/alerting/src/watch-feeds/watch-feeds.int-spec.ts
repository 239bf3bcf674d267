import { newId } from '@libs/kernel';
import { eventually } from '@libs/testing';
import { startAlerting, type AlertingInTest } from '../../../../test/alerting/alerting-in-test';
import { capMessage } from '../../../../test/alerting/cap-message';
import { startFeedServer, type FeedServer } from '../../../../test/alerting/feed-server';
import { WatchFeeds } from './watch-feeds';

let alerting: AlertingInTest;
let office: FeedServer;
const environment = { ALERTING_FEED_ALLOWED_ADDRESSES: '127.0.0.1', ALERTING_FEED_TICK_MS: '50' };
beforeAll(async () => {
  Object.assign(process.env, environment);
  office = await startFeedServer();
  alerting = await startAlerting();
});
beforeEach(() => alerting.events());
afterAll(async () => {
  await alerting.stop();
  await office.stop();
  for (const name of Object.keys(environment)) delete process.env[name];
});

const add = async (feed: object): Promise<string> =>
  (
    await alerting.command(
      'POST',
      '/api/alerting/feeds',
      { name: newId(), intervalSeconds: 60, alarmAfterIntervals: 5, ...feed },
      { roles: ['administrator'] },
    )
  ).json().id;
const feedOf = async (id: string) =>
  (await alerting.get('/api/alerting/feeds?limit=200')).json().items.find((feed: { id: string }) => feed.id === id);
/** As if the feed had been watched, and heard of for the last time, so many minutes ago. */
const age = (id: string, minutes: number) =>
  alerting.database.query(
    `update alerting.feeds set watched_since = watched_since - $2 * interval '1 min',
       last_success_at = last_success_at - $2 * interval '1 min' where id = $1`,
    [id, minutes],
  );
const told = async (id: string) =>
  (await alerting.events()).filter(({ key }) => key === id).map(({ type, mode, data }) => ({ type, mode, data }));
const isSilent = (id: string, expected: boolean) =>
  eventually(async () => ((await feedOf(id)).silentSince !== null) === expected);

describe('a feed that fails', () => {
  it('raises one alarm when it has been silent too long, in whatever number of processes, and ends it when it is heard', async () => {
    const neighbour = await alerting.neighbour();
    const id = await add({ url: office.url('/feed') });
    await eventually(async () => (await feedOf(id)).failuresInARow === 1);
    expect((await feedOf(id)).silentSince).toBeNull();
    await age(id, 4);
    await Promise.all([alerting, neighbour].map(({ app }) => app.get(WatchFeeds).execute()));
    expect(await told(id)).toEqual([]);

    await age(id, 2);
    await Promise.all([alerting, neighbour].map(({ app }) => app.get(WatchFeeds).execute()));
    await isSilent(id, true);
    const { name } = await feedOf(id);
    expect(await told(id)).toEqual([
      {
        type: 'alerting.feed-fell-silent.v1',
        mode: 'actual',
        data: { feedId: id, name, silentSince: expect.any(String), detail: 'http.404' },
      },
    ]);
    const metrics = (await alerting.get('/metrics')).body;
    expect(metrics).toMatch(/fenghuo_alerting_feeds_silent [1-9]/);
    const polls = `${metrics}\n${(await neighbour.get('/metrics')).body}`;
    expect(polls).toMatch(/fenghuo_alerting_feed_polls_total\{result="http.404"\} [1-9]/);
    const ready = (await alerting.get('/health/ready')).json();
    expect(ready.checks).toContainEqual({ name: 'feeds', ok: true, detail: expect.stringContaining(name) });

    office.serve('/feed', capMessage());
    await alerting.database.query('update alerting.feeds set next_poll_at = now() where id = $1', [id]);
    await isSilent(id, false);
    expect(await told(id)).toEqual([
      {
        type: 'alerting.feed-heard-again.v1',
        mode: 'actual',
        data: { feedId: id, name, silentSince: expect.any(String), heardAt: expect.any(String), how: 'heard' },
      },
    ]);
    await neighbour.app.close();
  });

  it('is no alarm any more once somebody has switched it off', async () => {
    const id = await add({ url: office.url('/never') });
    await eventually(async () => (await feedOf(id)).failuresInARow === 1);
    await age(id, 10);
    await isSilent(id, true);
    await alerting.events();
    await alerting.command(
      'PATCH',
      `/api/alerting/feeds/${id}`,
      { enabled: false, reason: '该站点已停用' },
      { roles: ['administrator'] },
    );
    expect(await told(id)).toMatchObject([{ type: 'alerting.feed-heard-again.v1', data: { how: 'not-watched' } }]);
    await age(id, 10);
    expect(await alerting.app.get(WatchFeeds).execute()).toBe(0);
    expect(await feedOf(id)).toMatchObject({ silentSince: null, nextPollAt: null });
  });
});

describe('a feed that nobody could ask', () => {
  it('after hours of downtime is asked before it is called silent', async () => {
    office.serve('/fine', capMessage());
    const id = await add({ url: office.url('/fine') });
    await eventually(async () => (await feedOf(id)).lastResult === 'ok');
    await age(id, 180);
    expect(await alerting.app.get(WatchFeeds).execute()).toBe(0);
    expect(await told(id)).toEqual([]);
  });
});

describe('a feed that is pushed', () => {
  it('is heard of whenever its account hands something in', async () => {
    const accountId = await alerting.accountOf(['feed']);
    const id = await add({ accountId });
    await alerting.post(capMessage({ sent: new Date(Date.now() - 60_000) }));
    const feed = await feedOf(id);
    expect(feed).toMatchObject({ kind: 'pushed', accountId, messagesLastDay: 1, silentSince: null });
    expect(feed.lagMs).toBeGreaterThanOrEqual(60_000);
    await alerting.events();

    await alerting.database.query(
      `update alerting.feeds set silent_since = watched_since - interval '1 hour' where id = $1`,
      [id],
    );
    await isSilent(id, false);
    expect(await told(id)).toMatchObject([{ type: 'alerting.feed-heard-again.v1', data: { how: 'heard' } }]);
  });
});
