import fc from 'fast-check';
import { newId } from '@libs/kernel';
import { startAlerting, type AlertingInTest } from '../../../../test/alerting/alerting-in-test';
import { capMessage, OFFICE } from '../../../../test/alerting/cap-message';

let alerting: AlertingInTest;
beforeAll(async () => {
  alerting = await startAlerting();
});
afterAll(() => alerting.stop());

const MINUTE = 60_000;
const begun = Date.now() - 60 * MINUTE;
const sentAt = (step: number) => new Date(begun + step * MINUTE);
const iso = (at: Date) => `${new Date(at.getTime() + 480 * MINUTE).toISOString().slice(0, 19)}+08:00`;
const naming = (identifier: string, step: number) => `${OFFICE},${identifier},${iso(sentAt(step))}`;

interface Chain {
  documents: string[];
  names: string[];
  /** What each of its warnings has to be in the end. */
  expected: Record<string, string>;
}

/** An Alert, two Updates that each name the one before, and the Cancel of the last. */
function chainOfTheStandard(end: 'Cancel' | 'none'): Chain {
  const [a, b, c] = [newId(), newId(), newId()] as [string, string, string];
  const expires = new Date(begun + 600 * MINUTE);
  const documents = [
    capMessage({ identifier: a, sent: sentAt(0), expires }),
    capMessage({ identifier: b, sent: sentAt(1), expires, msgType: 'Update', references: naming(a, 0) }),
    // As a real office does it: the time of the reference is the new message's own.
    capMessage({ identifier: c, sent: sentAt(2), expires, msgType: 'Update', references: naming(b, 2) }),
  ];
  if (end === 'Cancel')
    documents.push(capMessage({ sent: sentAt(3), msgType: 'Cancel', references: naming(c, 2), info: null }));
  const last = end === 'Cancel' ? 'cancelled' : 'in-force';
  return { documents, names: [a, b, c], expected: { [a]: 'superseded', [b]: 'superseded', [c]: last } };
}

/** China's profile: every follow-up names the first issue, and nothing else. */
function chainOfChina(): Chain {
  const [a, b, c] = [newId(), newId(), newId()] as [string, string, string];
  const document = (identifier: string, step: number, msgType: string, references = '') =>
    `<alert xmlns="http://www.12379.cn/cap"><identifier>${identifier}</identifier><sender>庆城县气象台</sender>
    <senderCode>62102141600000</senderCode><sendTime>${iso(sentAt(step)).replace('T', ' ')}</sendTime><status>Actual</status><msgType>${msgType}</msgType>
    <scope>Public</scope>${references && `<references>${references}</references>`}<info><language>zh-CN</language><event>11B03</event><urgency>Immediate</urgency><severity>Red</severity>
    <certainty>Likely</certainty><headline>暴雨</headline><area><areaDesc>庆城县</areaDesc><geocode><valueName>GB/T 2260</valueName><value>621021</value></geocode></area></info></alert>`;
  return {
    documents: [
      document(a, 0, 'Alert'),
      document(b, 1, 'Update', a),
      document(c, 2, 'Update', a),
      document(newId(), 3, 'Cancel', a),
    ],
    names: [a, b, c],
    expected: { [a]: 'superseded', [b]: 'superseded', [c]: 'cancelled' },
  };
}

async function statesOf(names: string[]): Promise<Record<string, string>> {
  const rows = await alerting.database.query<{ identifier: string; state: string }>(
    'select identifier, state from alerting.warnings where identifier = any($1)',
    [names],
  );
  return Object.fromEntries(rows.map(({ identifier, state }) => [identifier, state]));
}

/** Ones that are in force, or have ended: what the office wants of each, whoever ended it. */
const overOrNot = (states: Record<string, string>) =>
  Object.fromEntries(Object.entries(states).map(([name, state]) => [name, state === 'in-force' ? state : 'over']));

const anyOrder = (count: number) =>
  fc.record({
    order: fc.shuffledSubarray(
      Array.from({ length: count }, (_, index) => index),
      { minLength: count, maxLength: count },
    ),
    again: fc.array(fc.nat({ max: count - 1 }), { maxLength: 3 }),
    atOnce: fc.boolean(),
  });

async function hand(
  documents: string[],
  { order, again, atOnce }: { order: number[]; again: number[]; atOnce: boolean },
) {
  const all = [...order, ...again].map((index) => documents[index] as string);
  if (atOnce) return Promise.all(all.map((document) => alerting.post(document)));
  const answers = [];
  for (const document of all) answers.push(await alerting.post(document));
  return answers;
}

describe('the messages of a chain, in any order, some of them twice, one by one or all at once', () => {
  it.each(['Cancel', 'none'] as const)('end in the same state (the last one: %s)', async (end) => {
    await fc.assert(
      fc.asyncProperty(anyOrder(end === 'Cancel' ? 4 : 3), async (way) => {
        const { documents, names, expected } = chainOfTheStandard(end);
        for (const { statusCode } of await hand(documents, way)) expect([200, 202]).toContain(statusCode);
        expect(await statesOf(names)).toEqual(expected);
        const [{ chains }] = (await alerting.database.query(
          'select count(distinct chain_id)::int as chains from alerting.warnings where identifier = any($1)',
          [names],
        )) as [{ chains: number }];
        expect(chains).toBeGreaterThanOrEqual(1);
      }),
      { numRuns: 40 },
    );
  });

  it("ALRT-17: of China's profile leave nothing in force after the lift", async () => {
    await fc.assert(
      fc.asyncProperty(anyOrder(4), async (way) => {
        const { documents, names, expected } = chainOfChina();
        await hand(documents, way);
        expect(overOrNot(await statesOf(names))).toEqual(overOrNot(expected));
      }),
      { numRuns: 40 },
    );
  });
});

describe('what refers to itself', () => {
  it('only: is held, because nobody knows what it follows', async () => {
    const identifier = newId();
    const answer = await alerting.post(
      capMessage({ identifier, msgType: 'Update', references: naming(identifier, 0) }),
    );
    expect(answer.json()).toMatchObject({ outcome: 'held' });
  });

  it('beside another: follows the other', async () => {
    const [first, second] = [newId(), newId()];
    await alerting.post(capMessage({ identifier: first, sent: sentAt(0), expires: null }));
    const references = `${naming(second, 1)} ${naming(first, 0)} ${naming(first, 0)}`;
    await alerting.post(
      capMessage({ identifier: second, sent: sentAt(1), expires: null, msgType: 'Update', references }),
    );
    expect(await statesOf([first, second])).toEqual({ [first]: 'superseded', [second]: 'in-force' });
  });

  it('in a loop of five: one stays in force, whatever the order', async () => {
    await fc.assert(
      fc.asyncProperty(anyOrder(5), async (way) => {
        const names = Array.from({ length: 5 }, () => newId());
        const documents = names.map((identifier, index) =>
          capMessage({
            identifier,
            sent: sentAt(index),
            expires: null,
            msgType: 'Update',
            references: naming(names[(index + 4) % 5] as string, 0),
          }),
        );
        await hand(documents, way);
        const states = await statesOf(names);
        expect(Object.values(states).filter((state) => state === 'in-force')).toHaveLength(1);
        expect(states[names[4] as string]).toBe('in-force');
      }),
      { numRuns: 15 },
    );
  });
});
