// @ts-expect-error The page is plain JavaScript, without a build step.
import { createReading } from '../../web/reading.js';

interface Reading {
  refresh(): void;
  restart(): void;
}

/** A reading once a second at most, whose answers are given by hand. */
function readingByHand() {
  const asked: { answer(found?: string): Promise<void>; fail(): Promise<void> }[] = [];
  const seen: string[] = [];
  const settled = () => jest.advanceTimersByTimeAsync(0).then(() => undefined);
  const reading = createReading({
    every: 1_000,
    onRead: (found: string) => seen.push(found),
    read: () =>
      new Promise<string | undefined>((resolve, reject) =>
        asked.push({
          answer: (found) => (resolve(found), settled()),
          fail: () => (reject(new Error('away')), settled()),
        }),
      ),
  }) as Reading;
  return { reading, asked, seen };
}

const pass = (milliseconds: number) => jest.advanceTimersByTimeAsync(milliseconds);

describe('what the page reads beside the stream', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('is read at once the first time, and then no sooner than it may', async () => {
    const { reading, asked, seen } = readingByHand();
    reading.refresh();
    await pass(0);
    await asked[0]!.answer('first');
    reading.refresh();
    await pass(999);
    expect([asked.length, seen]).toEqual([1, ['first']]);

    await pass(1);
    await asked[1]!.answer('second');
    expect(seen).toEqual(['first', 'second']);
  });

  it('is asked for once, however many changes come, and once more after the last', async () => {
    const { reading, asked, seen } = readingByHand();
    for (let i = 0; i < 50; i++) reading.refresh();
    await pass(0);
    expect(asked).toHaveLength(1);

    for (let i = 0; i < 50; i++) reading.refresh();
    await asked[0]!.answer('before');
    await pass(1_000);
    await asked[1]!.answer('after');
    await pass(10_000);
    expect([asked.length, seen]).toEqual([2, ['before', 'after']]);
  });

  it('keeps what it shows when a reading fails, and is tried again', async () => {
    const { reading, asked, seen } = readingByHand();
    reading.refresh();
    await pass(0);
    await asked[0]!.fail();
    expect(seen).toEqual([]);

    reading.refresh();
    await pass(1_000);
    await asked[1]!.answer('there again');
    expect(seen).toEqual(['there again']);
  });

  it('forgets an answer that was on its way when another thing is asked for', async () => {
    const { reading, asked, seen } = readingByHand();
    reading.refresh();
    await pass(0);
    reading.restart();
    await pass(0);
    expect(asked).toHaveLength(2);

    await asked[1]!.answer('of the other');
    await asked[0]!.answer('of the one before');
    expect(seen).toEqual(['of the other']);
  });
});
