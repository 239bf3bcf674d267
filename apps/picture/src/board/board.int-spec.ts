import { setTimeout as pause } from 'node:timers/promises';
import fc from 'fast-check';
import { newId } from '@libs/kernel';
import { eventually } from '@libs/testing';
import { startBoard, type BoardInTest } from '../../../../test/picture/board-in-test';
import {
  emergencyStory,
  feedFellSilent,
  feedHeardAgain,
  issued,
  messageDecided,
  messageSetAside,
  type ToldFact,
} from '../../../../test/picture/facts';

let board: BoardInTest;

beforeAll(async () => {
  board = await startBoard();
});

beforeEach(() => board.clear());
afterAll(() => board.stop());

describe('the board', () => {
  it('shows an emergency with its warning, its counters and its timeline', async () => {
    const { facts, emergencyId, warningId } = emergencyStory();
    await board.tell(...facts.slice(0, 3));

    const { emergencies, warnings, messages } = await board.snapshot();
    expect(emergencies).toEqual([
      expect.objectContaining({
        id: emergencyId,
        mode: 'actual',
        state: 'open',
        colour: 'orange',
        warnings: { total: 1, inForce: 1 },
      }),
    ]);
    expect(warnings).toEqual([
      expect.objectContaining({ id: warningId, state: 'in-force', emergencyIds: [emergencyId] }),
    ]);
    expect(messages).toEqual([expect.objectContaining({ outcome: 'accepted' })]);
    expect((await board.timeline(emergencyId)).map(({ code }) => code)).toEqual([
      'alerting.warning-issued',
      'response.emergency-opened',
      'response.warning-attached',
    ]);
  });

  it('follows an emergency from its opening to its end', async () => {
    const { facts, emergencyId } = emergencyStory();
    await board.tell(...facts);

    const { emergencies, warnings } = await board.snapshot();
    expect(emergencies).toEqual([
      expect.objectContaining({ state: 'closed', warnings: { total: 1, inForce: 0 }, closedAt: expect.any(String) }),
    ]);
    expect(warnings).toEqual([expect.objectContaining({ state: 'cancelled' })]);
    expect((await board.timeline(emergencyId)).map(({ code }) => code)).toEqual(facts.map(({ code }) => code));
  });

  it('is the same whatever the order in which facts of different keys arrive', async () => {
    const stories = [emergencyStory(), emergencyStory({ mode: 'exercise' })];
    const told = stories.flatMap(({ facts }) => facts);
    await board.tell(...told);
    const expected = await board.content();

    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(), { minLength: told.length, maxLength: told.length }), async (choices) => {
        await board.clear();
        await board.tell(...shuffledAcrossKeys(told, choices));

        expect(await board.content()).toEqual(expected);
      }),
      { numRuns: 25 },
    );
  });

  it('is not changed by a fact that is told twice', async () => {
    const { facts } = emergencyStory();
    await board.tell(...facts.slice(0, 4));
    const before = await board.content();
    await board.tell(...facts.slice(0, 4));

    expect(await board.content()).toEqual(before);
  });

  it('shows a warning as replaced, whichever of the two arrives first', async () => {
    const first = issued();
    const update = issued({ replaces: [first.data.warningId], msgType: 'Update' });
    for (const order of [
      [first, update],
      [update, first],
    ]) {
      await board.clear();
      for (const fact of order) await board.tell(fact);

      const states = Object.fromEntries((await board.snapshot()).warnings.map(({ id, state }) => [id, state]));
      expect(states).toEqual({ [first.data.warningId]: 'replaced', [update.data.warningId]: 'in-force' });
    }
  });

  it('keeps what happened to a warning while it was attached, and nothing after it was detached', async () => {
    const { facts, emergencyId, warningId } = emergencyStory();
    const detached = {
      ...facts[2]!,
      id: newId(),
      code: 'response.warning-detached',
      data: { emergencyId, warningId, detachedAt: '2021-10-03T01:00:00Z', detachedBy: { name: '甲' }, reason: 'x' },
    };
    const cancelled = facts.find(({ code }) => code === 'alerting.warning-cancelled')!;
    await board.tell(...facts.slice(0, 3), detached);
    await board.tell(cancelled);

    const codes = (await board.timeline(emergencyId)).map(({ code }) => code);
    expect(codes).toContain('alerting.warning-issued');
    expect(codes).not.toContain('alerting.warning-cancelled');
    expect((await board.snapshot()).emergencies[0]!.warnings).toEqual({ total: 0, inForce: 0 });
  });

  it('shows messages that became no warning, and lets a later acceptance win in either order', async () => {
    const held = messageSetAside();
    const accepted = issued({ messageId: held.data.messageId });
    for (const order of [
      [held, accepted],
      [accepted, held],
    ]) {
      await board.clear();
      for (const fact of order) await board.tell(fact);

      expect((await board.snapshot()).messages).toEqual([expect.objectContaining({ outcome: 'accepted' })]);
    }
  });

  it('shows a decision as soon as it is made, whichever of its facts arrives first: nothing waits any more', async () => {
    const held = messageSetAside();
    const { messageId } = held.data;
    const warning = issued({ messageId }, 'exercise');
    const { warningId } = warning.data;
    const decided = messageDecided({ messageId, warningId, decision: 'released', outcome: 'warning' }, 'exercise');
    for (const order of [
      [held, decided, warning],
      [held, warning, decided],
      [warning, held, decided],
    ]) {
      await board.clear();
      for (const fact of order) await board.tell(fact);

      const { messages } = await board.snapshot();
      expect(messages).toEqual([
        expect.objectContaining({
          outcome: 'accepted',
          mode: 'exercise',
          decision: expect.objectContaining({ decision: 'released', name: '张三', reason: expect.any(String) }),
        }),
      ]);
    }
  });

  it('shows what was rejected or kept by decision', async () => {
    for (const outcome of ['rejected', 'kept'] as const) {
      await board.clear();
      const held = messageSetAside();
      const { messageId } = held.data;
      await board.tell(held, messageDecided({ messageId, decision: 'rejected', outcome, warningId: undefined }));
      expect((await board.snapshot()).messages).toEqual([expect.objectContaining({ outcome })]);
    }
  });

  it('never loses sight of what waits, however much comes after it', async () => {
    const held = messageSetAside();
    await board.tell(held, ...Array.from({ length: 100 }, () => messageSetAside({ outcome: 'rejected' })));
    const { messages } = await board.snapshot();
    expect(messages.filter(({ outcome }) => outcome === 'held')).toEqual([
      expect.objectContaining({ id: held.data.messageId }),
    ]);
    expect(messages).toHaveLength(61);
  });

  it('shows a feed while it is silent', async () => {
    const feedId = newId();
    await board.tell(feedFellSilent(feedId));
    expect((await board.snapshot()).feeds).toEqual([
      expect.objectContaining({ id: feedId, mode: 'actual', name: '庆阳市气象台', silentSince: expect.any(String) }),
    ]);
    await board.tell(feedHeardAgain(feedId));
    expect((await board.snapshot()).feeds).toEqual([]);
    const sent = await board.database.query<{ data: string }>(
      "select data from picture.stream where kind = 'feed' order by position",
    );
    expect(sent.map(({ data }) => Object.keys(JSON.parse(data)).includes('silentSince'))).toEqual([true, false]);
  });

  it('gives each mode its own share: a drill never pushes duty off the board', async () => {
    await board.tell(messageSetAside());
    const rejected = () => ({ ...messageSetAside({ outcome: 'rejected' }), mode: 'exercise' as const });
    await board.tell(...Array.from({ length: 300 }, rejected));

    const { messages } = await board.snapshot();
    expect(messages.filter(({ mode }) => mode === 'actual')).toHaveLength(1);
    expect(messages.filter(({ mode }) => mode === 'exercise')).toHaveLength(60);
  });
});

describe('the positions of the live stream', () => {
  it('let a reader with a cursor miss nothing, with eight writers at once of which some roll back', async () => {
    const seen: number[] = [];
    let isOver = false;
    const reader = (async () => {
      while (!isOver) {
        const rows = await board.database.query<{ position: string }>(
          'select position from picture.stream where position > $1 order by position limit 50',
          [seen.at(-1) ?? 0],
        );
        seen.push(...rows.map(({ position }) => Number(position)));
        if (rows.length === 0) await pause(1);
      }
    })();
    const writer = async (nth: number) => {
      for (let i = 0; i < 25; i++) {
        const failing = (nth + i) % 5 === 0;
        const told = board.tell(
          ...Array.from({ length: 1 + (i % 3) }, () => messageSetAside()),
          ...(failing ? [FAILS] : []),
        );
        await (failing ? expect(told).rejects.toThrow() : told);
      }
    };
    await Promise.all(Array.from({ length: 8 }, (_, nth) => writer(nth)));

    const [row] = await board.database.query<{ last: string }>('select max(position) as last from picture.stream');
    await eventually(() => expect(seen.at(-1)).toBe(Number(row!.last)));
    isOver = true;
    await reader;
    expect(seen).toEqual(Array.from({ length: Number(row!.last) }, (_, i) => i + 1));
    const [written] = await board.database.query<{ count: string }>('select count(*) from picture.messages');
    expect(seen).toHaveLength(Number(written!.count));
  });
});

/** Breaks a constraint of the board after the facts before it were folded. */
const FAILS: ToldFact = { ...messageSetAside(), data: { ...messageSetAside().data, outcome: 'unheard of' } };

/** The facts in another order, those of one key in theirs. */
function shuffledAcrossKeys(facts: readonly ToldFact[], choices: number[]): ToldFact[] {
  const queues = new Map<string, ToldFact[]>();
  for (const fact of facts) queues.set(fact.key, [...(queues.get(fact.key) ?? []), fact]);
  return choices.map((choice) => {
    const waiting = [...queues.values()].filter((queue) => queue.length > 0);
    return waiting[choice % waiting.length]!.shift()!;
  });
}
