import { DomainRefusal } from '@libs/kernel';
import { requireUnderWay } from './emergency';
import {
  decideOrder,
  ORDER_MAY_BECOME,
  ORDER_STATES,
  orderText,
  requireComplete,
  requireFinished,
  requireInForce,
  requireInNoOther,
  requireOrderStep,
} from './order';
import { judge } from './sheet';

const codeOf = (act: () => unknown): string => {
  try {
    act();
    return 'ok';
  } catch (error) {
    if (error instanceof DomainRefusal) return error.code;
    throw error;
  }
};

it('RESE-01: nothing begins in an emergency that is over', () => {
  expect(codeOf(() => requireUnderWay({ state: 'open' }))).toBe('ok');
  for (const state of ['closed', 'cancelled'] as const)
    expect(codeOf(() => requireUnderWay({ state }))).toBe('emergency.closed');
});

describe('RESE-02: an order goes its way', () => {
  it.each(ORDER_STATES.flatMap((from) => ORDER_STATES.map((to) => [from, to] as const)))('%s → %s', (from, to) =>
    expect(codeOf(() => requireOrderStep(from, to))).toBe(
      ORDER_MAY_BECOME[from].includes(to) ? 'ok' : 'order.not-possible-now',
    ),
  );

  it('and not back from its end', () =>
    expect([ORDER_MAY_BECOME.declined, ORDER_MAY_BECOME.ended, ORDER_MAY_BECOME.cancelled]).toEqual([[], [], []]));
});

it('RESE-03: movements belong to an order in force', () => {
  const inForce = ORDER_STATES.filter((state) => codeOf(() => requireInForce(state)) === 'ok');
  expect(inForce).toEqual(['ordered', 'return-authorised']);
});

it('RESE-04: absent is not empty', () => {
  const zone = { zoneId: 'z', withdrawn: false, expected: 3, here: 3 };
  expect(codeOf(() => requireComplete(['z'], [zone]))).toBe('ok');
  expect(codeOf(() => requireComplete(['z', 'y'], [zone]))).toBe('order.zone-not-here');
  expect(codeOf(() => requireComplete(['z'], [{ ...zone, here: 2 }]))).toBe('order.ledger-incomplete');
  expect(codeOf(() => requireComplete(['z'], [{ ...zone, withdrawn: true }]))).toBe('order.zone-withdrawn');
  expect(codeOf(() => requireComplete(['z'], [{ ...zone, expected: 0, here: 0 }]))).toBe('order.no-households');
});

it('RESE-05: a household is in one open order', () => {
  expect(codeOf(() => requireInNoOther(undefined))).toBe('ok');
  expect(codeOf(() => requireInNoOther({ count: 1, orderId: 'o' }))).toBe('order.household-elsewhere');
});

describe('the decision', () => {
  const order = { state: 'proposed' as const, proposedBy: 'officer', contentHash: 'seen' };
  const decision = { by: 'chief', approve: true, contentHash: 'seen', currentHash: 'seen' };

  it('RESE-06: is never taken by who proposed it', () => {
    expect(decideOrder(order, decision)).toBe('ordered');
    for (const approve of [true, false])
      expect(codeOf(() => decideOrder(order, { ...decision, by: 'officer', approve }))).toBe('order.same-person');
  });

  it('RESE-07: binds to what was proposed, though anybody may decline what has changed', () => {
    for (const change of [{ contentHash: 'other' }, { currentHash: 'other' }, { contentHash: 'x', currentHash: 'x' }]) {
      expect(codeOf(() => decideOrder(order, { ...decision, ...change }))).toBe('order.content-changed');
      expect(decideOrder(order, { ...decision, ...change, approve: false })).toBe('declined');
    }
  });

  it('RESE-07: the content is the same text in whatever order', () => {
    const content = { emergencyId: 'e', zoneIds: ['a', 'b'], warningId: null, reason: 'r' };
    const [one, two] = ['h', 'i'].map((householdId) => ({ householdId, memberIds: ['1', '2'] })) as [
      { householdId: string; memberIds: string[] },
      { householdId: string; memberIds: string[] },
    ];
    const text = orderText({ ...content, households: [one, two] });
    expect(orderText({ ...content, zoneIds: ['b', 'a'], households: [two, one] })).toBe(text);
    expect(orderText({ ...content, households: [one] })).not.toBe(text);
    expect(orderText({ ...content, households: [one, { ...two, memberIds: ['1'] }] })).not.toBe(text);
  });
});

it('RESE-08: an order ends when all are accounted for and back', () => {
  expect(codeOf(() => requireFinished({ toMove: 0, moved: 0 }))).toBe('ok');
  expect(codeOf(() => requireFinished({ toMove: 1, moved: 0 }))).toBe('order.not-finished');
  expect(codeOf(() => requireFinished({ toMove: 0, moved: 1 }))).toBe('order.not-finished');
});

it('RESE-18: a row is judged for itself, and an outage is no refusal', async () => {
  expect(await judge(1, () => Promise.resolve('id'))).toEqual({ row: 1, id: 'id' });
  const refusing = () => Promise.resolve().then(() => requireInForce('ended') as unknown as string);
  expect(await judge(2, refusing)).toMatchObject({ row: 2, refused: { code: 'order.not-in-force' } });
  await expect(judge(3, () => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
});
