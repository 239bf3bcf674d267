import fc from 'fast-check';
import { KeyedExecutor } from './executor';

interface Item {
  key: string;
  kind?: string;
  number: number;
}

/** An executor whose work ends when the test says so. */
function controlled(slots = 8, most = 3) {
  const begun: Item[][] = [];
  const ends: (() => void)[] = [];
  const executor = new KeyedExecutor<Item>({
    slots,
    most,
    kindOf: ({ kind }) => kind,
    work: (items) => {
      begun.push(items);
      return new Promise((resolve) => ends.push(resolve));
    },
  });
  const add = (...items: Item[]): void => items.forEach((item) => executor.add(item.key, item));
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  const numbers = (): number[][] => begun.map((items) => items.map(({ number }) => number));
  return { executor, add, turn, numbers, begun, end: (which: number) => (ends[which]!(), turn()) };
}

describe('an executor', () => {
  it('runs the items of one key one after the other, and those of others beside them', async () => {
    const { add, turn, numbers, end } = controlled();
    add({ key: 'a', number: 1 }, { key: 'a', number: 2 }, { key: 'b', number: 3 });
    await turn();
    expect(numbers()).toEqual([[1], [3]]);
    await end(0);
    expect(numbers()).toEqual([[1], [3], [2]]);
  });

  it('hands over together what is of one kind, in the order in which it came, and no more than is allowed', async () => {
    const { add, turn, numbers, end } = controlled();
    const kind = 'warnings';
    add({ key: 'a', kind, number: 1 }, { key: 'b', kind, number: 2 }, { key: 'a', kind, number: 3 });
    add({ key: 'c', kind, number: 4 });
    await turn();
    expect(numbers()).toEqual([[1, 2, 3]]);
    await end(0);
    expect(numbers()).toEqual([[1, 2, 3], [4]]);
  });

  it('does not let one kind overtake another within a key', async () => {
    const { add, turn, numbers, end } = controlled();
    add({ key: 'a', kind: 'x', number: 1 }, { key: 'a', number: 2 }, { key: 'a', kind: 'x', number: 3 });
    await turn();
    await end(0);
    await end(1);
    expect(numbers()).toEqual([[1], [2], [3]]);
  });

  it('forgets what has not begun, and lets what is at work end', async () => {
    const { executor, add, turn, numbers, end } = controlled();
    add({ key: 'a', number: 1 }, { key: 'a', number: 2 });
    await turn();
    executor.dropQueued();
    add({ key: 'a', number: 3 });
    expect(executor.outstanding).toBe(2);
    await end(0);
    await end(1);
    await executor.drained();
    expect(numbers()).toEqual([[1], [3]]);
  });

  it('handles everything once and each key in its order, whatever comes', async () => {
    const items = fc.array(
      fc.record({ key: fc.constantFrom('a', 'b', 'c'), kind: fc.constantFrom(undefined, 'x', 'y') }),
      { maxLength: 60 },
    );
    await fc.assert(
      fc.asyncProperty(
        items,
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 5 }),
        async (all, slots, most) => {
          const handled: (Item & { kind?: string | undefined })[] = [];
          const busy = new Set<string>();
          const executor = new KeyedExecutor<Item & { kind?: string | undefined }>({
            slots,
            most,
            kindOf: ({ kind }) => kind,
            work: async (together) => {
              const keys = new Set(together.map(({ key }) => key));
              for (const key of keys) expect(busy.has(key)).toBe(false);
              keys.forEach((key) => busy.add(key));
              expect(new Set(together.map(({ kind }) => kind)).size).toBe(1);
              expect(together.length).toBeLessThanOrEqual(together[0]!.kind === undefined ? 1 : most);
              await new Promise((resolve) => setImmediate(resolve));
              handled.push(...together);
              keys.forEach((key) => busy.delete(key));
            },
          });
          all.forEach((one, number) => executor.add(one.key, { ...one, number }));
          await executor.drained();
          for (const wanted of ['a', 'b', 'c']) {
            const ofKey = (list: { key: string; number: number }[]) =>
              list.filter(({ key }) => key === wanted).map(({ number }) => number);
            expect(ofKey(handled)).toEqual(ofKey(all.map((one, number) => ({ ...one, number }))));
          }
        },
      ),
    );
  });
});
