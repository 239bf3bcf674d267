import { createHash } from 'node:crypto';
import { newId } from '@libs/kernel';
import { eventually } from '@libs/testing';
import { startAlerting, type AlertingInTest } from '../../../../test/alerting/alerting-in-test';
import { capMessage, OFFICE } from '../../../../test/alerting/cap-message';
import { ExpireWarnings } from './expire-warnings';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOON = Date.parse('2026-07-10T12:00:00Z');
const at = (hours: number) => new Date(NOON + hours * HOUR);
const reference = (identifier: string, sent: Date) =>
  `${OFFICE},${identifier},${sent.toISOString().replace(/\.\d+Z/, '+00:00')}`;

let hours = 0;
let alerting: AlertingInTest;
beforeAll(async () => {
  alerting = await startAlerting(() => at(hours));
});
beforeEach(async () => {
  hours = 0;
  await alerting.events();
});
afterAll(() => alerting.stop());

const stateOf = async (identifier: string) =>
  (
    await alerting.database.query<{ state: string }>('select state from alerting.warnings where identifier = $1', [
      identifier,
    ])
  )[0]?.state;
const told = async () =>
  (await alerting.events()).map(({ type, data }) => [
    type.replace(/^alerting\.|\.v\d$/g, ''),
    data.identifier ?? data.warningId,
    ...(data.inForce === undefined ? [] : [data.inForce]),
  ]);
const expire = (process = alerting) => process.app.get(ExpireWarnings).execute();
/** As a crash leaves it: stored, and no more. */
const store = (document: string, receivedAt: Date) =>
  alerting.database.query(
    `insert into alerting.cap_messages (id, sha256, bytes, content_type, received_at, last_received_at, received_by)
     values ($1, $2, $3, 'application/cap+xml', $4, $4, 'feed-1')`,
    [newId(), createHash('sha256').update(document).digest(), Buffer.from(document), receivedAt],
  );
const issue = async (expires: Date | null, sent = at(hours)) => {
  const identifier = newId();
  const document = capMessage({ identifier, sent, expires });
  const { warningId } = (await alerting.post(document)).json();
  return { identifier, document, warningId: warningId as string };
};
const feedOf = (...alerts: string[]) =>
  `<feed xmlns="http://www.w3.org/2005/Atom"><id>${newId()}</id><title>t</title><updated>2026-07-10T11:00:00Z</updated>${alerts
    .map((alert) => `<entry><content type="text/xml">${alert.replace(/^<\?xml[^>]*>\s*/, '')}</content></entry>`)
    .join('')}</feed>`;
/** One that has run out after three hours, one that has been replaced meanwhile, and what replaces it. */
function seasonOf() {
  const [over, old, now] = [newId(), newId(), newId()];
  const references = reference(old, at(0));
  return {
    names: { over, old, now },
    documents: [
      capMessage({ identifier: over, sent: at(0), expires: at(1) }),
      capMessage({ identifier: old, sent: at(0), expires: at(10) }),
      capMessage({ identifier: now, sent: at(1), expires: at(10), msgType: 'Update', references }),
    ],
  };
}

describe('F13: three hours down, then up', () => {
  it('ends what ran out meanwhile, once, and issues nothing again', async () => {
    const [short, long] = [await issue(at(1)), await issue(at(10))];
    await alerting.events();
    hours = 3;
    const again = await alerting.neighbour();
    await eventually(async () => (await stateOf(short.identifier)) === 'expired');
    expect(await told()).toEqual([['warning-expired', short.warningId]]);
    for (const { document } of [short, long]) expect((await again.post(document)).statusCode).toBe(200);
    expect(await told()).toEqual([]);
    expect([await stateOf(short.identifier), await stateOf(long.identifier)]).toEqual(['expired', 'in-force']);
    await again.app.close();
  });

  it('judges what was left unjudged: what has run out and what was replaced never comes into force', async () => {
    const { names, documents } = seasonOf();
    for (const [index, document] of documents.entries()) await store(document, new Date(NOON + index * MINUTE));
    hours = 3;
    const again = await alerting.neighbour();
    expect((await told()).filter(([type]) => type === 'warning-issued').sort()).toEqual(
      [
        ['warning-issued', names.over, false],
        ['warning-issued', names.old, false],
        ['warning-issued', names.now, true],
      ].sort(),
    );
    expect(await Promise.all(Object.values(names).map(stateOf))).toEqual(['expired', 'superseded', 'in-force']);
    await again.app.close();
  });

  it('reads a feed that goes on: of a chain in it only the last comes into force, whatever the order', async () => {
    for (const turn of [false, true]) {
      const { names, documents } = seasonOf();
      hours = 3;
      const answer = await alerting.post(feedOf(...(turn ? documents.toReversed() : documents)));
      expect(answer.json().alerts.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
        'warning',
        'warning',
        'warning',
      ]);
      expect((await told()).filter(([, , inForce]) => inForce)).toEqual([['warning-issued', names.now, true]]);
      expect(await Promise.all(Object.values(names).map(stateOf))).toEqual(['expired', 'superseded', 'in-force']);
    }
  });
});

describe('F7: clocks that are wrong', () => {
  it('five minutes apart: each warning ends once, and stays over where the clock is behind', async () => {
    const ahead = await alerting.neighbour(() => new Date(at(hours).getTime() + 5 * MINUTE));
    const behind = await alerting.neighbour(() => new Date(at(hours).getTime() - 5 * MINUTE));
    const { identifier, document, warningId } = await issue(at(1));
    await alerting.events();
    hours = 1 - 2 / 60;
    await Promise.all([expire(ahead), expire(behind)]);
    await eventually(async () => (await stateOf(identifier)) === 'expired');
    for (const process of [behind, ahead]) {
      expect((await process.post(document)).statusCode).toBe(200);
      await expire(process);
    }
    expect(await stateOf(identifier)).toBe('expired');
    expect(await told()).toEqual([['warning-expired', warningId]]);
    await ahead.app.close();
    await behind.app.close();
  });

  it('five minutes apart: an Update replaces by when the office sent it, whichever process has it', async () => {
    const ahead = await alerting.neighbour(() => new Date(at(hours).getTime() + 5 * MINUTE));
    const [first, second] = [newId(), newId()];
    const sent = at(0);
    await ahead.post(capMessage({ identifier: first, sent, expires: at(5) }));
    await alerting.post(
      capMessage({
        identifier: second,
        sent: new Date(NOON + MINUTE),
        expires: at(5),
        msgType: 'Update',
        references: reference(first, sent),
      }),
    );
    expect([await stateOf(first), await stateOf(second)]).toEqual(['superseded', 'in-force']);
    await ahead.app.close();
  });

  it('set back: what was stored before, by the clock of before, is judged all the same', async () => {
    const identifier = newId();
    await store(capMessage({ identifier, sent: at(0), expires: at(5) }), at(0));
    hours = -1;
    const again = await alerting.neighbour();
    expect(await stateOf(identifier)).toBe('in-force');
    await again.app.close();
  });

  it('set back: what has run out stays over, and what comes now is taken in', async () => {
    const over = await issue(at(1));
    hours = 2;
    await expire();
    await eventually(async () => (await stateOf(over.identifier)) === 'expired');
    await alerting.events();
    hours = -1;
    await expire();
    const fresh = await issue(at(1), at(0));
    expect([await stateOf(over.identifier), await stateOf(fresh.identifier)]).toEqual(['expired', 'in-force']);
    expect(await told()).toEqual([['warning-issued', fresh.identifier, true]]);
  });

  it('leaping past expires: everything that ran out says so once, with its own time', async () => {
    const [one, two, endless] = [await issue(at(1)), await issue(at(2)), await issue(null)];
    await alerting.events();
    hours = 48;
    await expire();
    await eventually(async () => (await stateOf(two.identifier)) === 'expired');
    const ended = (await alerting.events()).map(({ type, data }) => [type, data.warningId, data.expiredAt]).sort();
    expect(ended.filter(([, id]) => [one.warningId, two.warningId].includes(id as string))).toEqual(
      [
        ['alerting.warning-expired.v1', one.warningId, at(1).toISOString()],
        ['alerting.warning-expired.v1', two.warningId, at(2).toISOString()],
      ].sort(),
    );
    expect(await stateOf(endless.identifier)).toBe('in-force');
    hours = 0;
    await expire();
    expect(await told()).toEqual([]);
  });
});
