import fc from 'fast-check';
import { EmergencyCancelledV1, EmergencyOpenedV1, HouseholdMovedV1, LevelProposedV1 } from '@libs/events';
import { newId } from '@libs/kernel';
import { startBoard, type BoardInTest } from '../../../../test/picture/board-in-test';
import { fact, type ToldFact } from '../../../../test/picture/facts';
import { threadStory } from '../../../../test/picture/thread-story';
import { FIGURES_DETAIL } from './board.query';
import { BOARD_READ_MODEL } from './board-read-model';

let board: BoardInTest;

beforeAll(async () => {
  board = await startBoard();
});

beforeEach(() => board.clear());
afterAll(() => board.stop());

const figures = async (id: string) => (await board.database.query<{ item: unknown }>(FIGURES_DETAIL, [id]))[0]?.item;

/** Every row of the read model without places in the live stream. */
const rows = async () =>
  Object.fromEntries(
    await Promise.all(
      BOARD_READ_MODEL.tables.map(async (table) => {
        const found = await board.database.query<{ row: string }>(
          `select (to_jsonb(t) - array['detached_position'${table === 'timeline' ? `, 'position'` : ''}])::text as row
           from picture.${table} t order by 1`,
        );
        return [table, found.map(({ row }) => row)] as const;
      }),
    ),
  );

/** What the story comes to, whatever the order in which it was told. */
const OUTCOME = {
  evacuated: { value: 4, unit: 'persons', kind: 'exact' },
  relocated: { value: 2, unit: 'persons', kind: 'exact' },
  machineTrips: { value: 2, unit: 'machine-trips', kind: 'at-least' },
  rescuers: { value: 20, unit: 'persons', kind: 'exact' },
  households: { toMove: 0, moved: 1, refused: 1, absent: 1, unreached: 0, returned: 1 },
  incidents: { open: 0, resolved: 1, cancelled: 0 },
  missions: { requested: 0, accepted: 0, declined: 0, departed: 0, arrived: 2, released: 0, cancelled: 1 },
  orders: { proposed: 0, ordered: 0, accountedFor: 1, returning: 0, ended: 0, declined: 0, cancelled: 1 },
};

describe('the thread on the board', () => {
  it('counts each person once, nobody under a cancelled order, and each team with its first arrival', async () => {
    const { facts, emergencyId } = threadStory();
    await board.tell(...facts);

    expect(await figures(emergencyId)).toMatchObject({ emergencyId, mode: 'actual', ...OUTCOME, proposals: [] });
    expect((await board.snapshot()).emergencies[0]).toMatchObject({ figures: OUTCOME });
  });

  it('comes to the same one by one as all at once', async () => {
    const { facts, emergencyId } = threadStory();
    for (const one of facts) await board.tell(one);

    expect(await figures(emergencyId)).toMatchObject(OUTCOME);
  });

  it('is the same whatever the order in which facts of different keys arrive, and however they are grouped', async () => {
    const told = [threadStory(), threadStory({ mode: 'exercise' })].flatMap(({ facts }) => facts);
    await board.tell(...told);
    const expected = await rows();

    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(), { minLength: told.length, maxLength: told.length }),
        fc.integer({ min: 1, max: 30 }),
        async (choices, size) => {
          await board.clear();
          const shuffled = shuffledAcrossKeys(told, choices);
          for (let from = 0; from < shuffled.length; from += size)
            await board.tell(...shuffled.slice(from, from + size));

          expect(await rows()).toEqual(expected);
        },
      ),
      { numRuns: 8 },
    );
  });

  it('is not changed by facts that are told twice', async () => {
    const { facts } = threadStory();
    await board.tell(...facts);
    const before = await rows();
    await board.tell(...facts);

    expect(await rows()).toEqual(before);
  });

  it('follows a level from its proposal to its end, and remembers the highest', async () => {
    const { facts, emergencyId, activationId } = threadStory();
    const upTo = (code: string) => facts.slice(0, facts.findIndex((one) => one.code === code) + 1);
    await board.tell(...upTo('response.level-proposal-endorsed'));
    expect(await figures(emergencyId)).toMatchObject({
      levels: [],
      proposals: [{ state: 'endorsed', level: 'III', draft: true, figures: [{ eventCount: 1 }] }],
    });

    await board.clear();
    await board.tell(...facts);
    expect(await figures(emergencyId)).toMatchObject({
      levels: [{ activationId, level: 'III', highestLevel: 'II', state: 'ended' }],
      proposals: [],
    });
  });

  it('shows a proposal no longer that another took the place of', async () => {
    const [emergencyId, lower, higher] = [newId(), newId(), newId()];
    await board.tell(
      fact(EmergencyOpenedV1, { emergencyId }) as unknown as ToldFact,
      fact(LevelProposedV1, { emergencyId, proposalId: lower, level: 'IV' }) as unknown as ToldFact,
      fact(LevelProposedV1, { emergencyId, proposalId: higher, supersedes: lower }) as unknown as ToldFact,
    );

    expect(await figures(emergencyId)).toMatchObject({ proposals: [{ proposalId: higher }] });
  });

  it('shows an emergency as cancelled', async () => {
    const { facts, emergencyId } = threadStory({ mode: 'exercise' });
    await board.tell(...facts, fact(EmergencyCancelledV1, { emergencyId }, 'exercise') as unknown as ToldFact);

    expect((await board.snapshot()).emergencies).toEqual([expect.objectContaining({ state: 'cancelled' })]);
  });

  it('has every fact on the timeline, and sends the consoles only the notable ones', async () => {
    const { facts, emergencyId } = threadStory();
    await board.tell(...facts);
    const streamed = await board.database.query<{ data: string }>(
      `select data from picture.stream where kind = 'timeline'`,
    );
    const codes = streamed.map(({ data }) => (JSON.parse(data) as { code: string }).code);

    expect(await board.timeline(emergencyId)).toHaveLength(facts.length);
    expect(codes).toEqual(expect.arrayContaining(['resettlement.all-accounted-for', 'response.level-activated']));
    expect(codes.filter((code) => /mission|trip|household|movement|stay|relocation/.test(code))).toEqual([]);
  });

  it('takes a flood of two thousand households within seconds, and one more as fast as the first', async () => {
    const [emergencyId, orderId] = [newId(), newId()];
    const households = Array.from({ length: 2_000 }, () =>
      fact(HouseholdMovedV1, { emergencyId, orderId, movementId: newId(), memberIds: [newId(), newId(), newId()] }),
    ) as unknown as ToldFact[];
    await board.tell(fact(EmergencyOpenedV1, { emergencyId }) as unknown as ToldFact);
    const began = performance.now();
    for (let from = 0; from < households.length; from += 200) await board.tell(...households.slice(from, from + 200));

    expect(performance.now() - began).toBeLessThan(10_000);
    expect(await figures(emergencyId)).toMatchObject({ evacuated: { value: 6_000 }, households: { moved: 2_000 } });
    const [streamed] = await board.database.query<{ count: string }>('select count(*) from picture.stream');
    expect(Number(streamed!.count)).toBeLessThan(20);
    expect(await board.timeline(emergencyId)).toHaveLength(200);
  });
});

/** The facts in another order, those of one key in theirs. */
function shuffledAcrossKeys(facts: readonly ToldFact[], choices: number[]): ToldFact[] {
  const queues = new Map<string, ToldFact[]>();
  for (const one of facts) queues.set(one.key, [...(queues.get(one.key) ?? []), one]);
  return choices.map((choice) => {
    const waiting = [...queues.values()].filter((queue) => queue.length > 0);
    return waiting[choice % waiting.length]!.shift()!;
  });
}
