import { newId } from '@libs/kernel';
import { eventually } from '@libs/testing';
import { startAlerting, type AlertingInTest } from '../../../../test/alerting/alerting-in-test';
import { capMessage, refersTo } from '../../../../test/alerting/cap-message';
import { ExpireWarnings } from './expire-warnings';

let alerting: AlertingInTest;

beforeAll(async () => {
  alerting = await startAlerting();
});
beforeEach(() => alerting.events());
afterAll(() => alerting.stop());

const isoAgo = (milliseconds: number) => new Date(Date.now() - milliseconds);
const stateOf = async (id: string) =>
  (await alerting.database.query<{ state: string }>('select state from alerting.warnings where id = $1', [id]))[0]
    ?.state;
const letRunOut = (ids: string[], at: Date) =>
  alerting.database.query('update alerting.warnings set expires_at = $2 where id = any($1)', [ids, at]);

async function issue(text: Parameters<typeof capMessage>[0] = {}): Promise<string> {
  const { warningId } = (await alerting.post(capMessage(text))).json();
  await alerting.events();
  return warningId;
}

describe('ALRT-06: the clock', () => {
  it('ends a warning whose time has come, without being told, with one event', async () => {
    const expires = new Date(Date.now() + 2_000);
    const warningId = await issue({ expires });
    expect(await stateOf(warningId)).toBe('in-force');

    await eventually(async () => (await stateOf(warningId)) === 'expired');
    const events = await alerting.events();
    expect(events).toMatchObject([
      { type: 'alerting.warning-expired.v1', key: warningId, mode: 'actual', data: { warningId } },
    ]);
    expect(Date.parse(events[0]?.data.expiredAt)).toBe(Math.floor(expires.getTime() / 1000) * 1000);
  });

  it('catches up after hours of downtime: each warning once, in its own mode, however many processes look', async () => {
    const ids = [await issue(), await issue({ status: 'Exercise' }), await issue({ status: 'Test' })];
    const neighbour = await alerting.neighbour();
    await letRunOut(ids, isoAgo(3 * 3_600_000));

    const expire = [alerting, neighbour].map(({ app }) => app.get(ExpireWarnings).execute());
    await Promise.all(expire);
    await eventually(async () => (await Promise.all(ids.map(stateOf))).every((state) => state === 'expired'));
    const events = await alerting.events();
    expect(events.map(({ mode }) => mode).sort()).toEqual(['actual', 'exercise', 'test']);
    await neighbour.app.close();
  });

  it('leaves alone what never runs out and what has ended before', async () => {
    const endless = await issue({ expires: null });
    const identifier = newId();
    const cancelled = await issue({ identifier });
    await alerting.post(capMessage({ msgType: 'Cancel', references: refersTo(identifier), info: null }));
    await letRunOut([cancelled], isoAgo(1000));
    await alerting.events();

    expect(await alerting.app.get(ExpireWarnings).execute()).toBe(0);
    expect([await stateOf(endless), await stateOf(cancelled)]).toEqual(['in-force', 'cancelled']);
    expect(await alerting.events()).toEqual([]);
  });

  it('ends hundreds at once', async () => {
    const count = 450;
    await alerting.database.query(
      `insert into alerting.warnings (id, chain_id, mode, identity, state, state_at, message_id, sender, identifier, sent_at,
         received_at, expires_at)
       select id, id, 'test', sha256(id::text::bytea), 'in-force', now(), (select id from alerting.cap_messages limit 1), 's',
         id::text, now(), now(), now() from (select gen_random_uuid() as id from generate_series(1, ${count})) as many`,
    );
    await eventually(async () => {
      await alerting.app.get(ExpireWarnings).execute();
      return (
        (await alerting.database.query("select 1 from alerting.warnings where state = 'in-force' and sender = 's'"))
          .length === 0
      );
    });
    const events = await alerting.events();
    expect(new Set(events.map(({ key }) => key)).size).toBe(count);
    expect(events).toHaveLength(count);
  });
});
