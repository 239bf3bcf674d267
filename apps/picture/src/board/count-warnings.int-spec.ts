import fc from 'fast-check';
import {
  EmergencyOpenedV1,
  WarningAttachedV1,
  WarningCancelledV1,
  WarningDetachedV1,
  WarningExpiredV1,
} from '@libs/events';
import { newId } from '@libs/kernel';
import { startBoard, type BoardInTest } from '../../../../test/picture/board-in-test';
import { fact, issued, type ToldFact } from '../../../../test/picture/facts';

let board: BoardInTest;
beforeAll(async () => (board = await startBoard()));
afterAll(() => board.stop());

/** What the counters ought to be. */
const ANEW = `select count(*)::int as total, count(w.id) filter (where w.state = 'in-force')::int as "inForce",
    (array_agg(w.colour order by array_position(array['red', 'orange', 'yellow', 'blue'], w.colour))
      filter (where w.state = 'in-force' and w.colour is not null))[1] as colour
  from picture.emergency_warnings l left join picture.warnings w on w.id = l.warning_id
  where l.emergency_id = $1 and l.detached_at is null`;

const WARNINGS = 4;
const happening = fc.record({
  what: fc.constantFrom(
    'issued',
    'attached',
    'attached',
    'detached',
    'cancelled',
    'expired',
    'updated',
  ) as fc.Arbitrary<'issued' | 'attached' | 'detached' | 'cancelled' | 'expired' | 'updated'>,
  which: fc.nat({ max: WARNINGS - 1 }),
  colour: fc.constantFrom('red', 'orange', 'yellow', 'blue', undefined),
});

describe('the counters of an emergency', () => {
  it('say what counting anew would say, in whatever order and batches the facts come', async () => {
    const story = fc.array(fc.array(happening, { minLength: 1, maxLength: 8 }), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(story, async (batches) => {
        const emergencyId = newId();
        const ids = Array.from({ length: WARNINGS }, () => newId());
        await board.tell(fact(EmergencyOpenedV1, { emergencyId }) as unknown as ToldFact);
        for (const batch of batches) {
          await board.tell(
            ...batch.map(({ what, which, colour }) => {
              const about = { emergencyId, warningId: ids[which]!, chainId: ids[which]! };
              const told = {
                issued: () => issued({ ...about, colour }),
                // A later message of the chain takes its place.
                updated: () => issued({ chainId: about.chainId, replaces: [about.warningId] }),
                attached: () => fact(WarningAttachedV1, about),
                detached: () => fact(WarningDetachedV1, about),
                cancelled: () => fact(WarningCancelledV1, { ...about, messageId: newId() }),
                expired: () => fact(WarningExpiredV1, about),
              };
              return told[what]() as unknown as ToldFact;
            }),
          );
          const [anew] = await board.database.query<{ total: number; inForce: number; colour: string | null }>(ANEW, [
            emergencyId,
          ]);
          const shown = (await board.snapshot()).emergencies.find(({ id }) => id === emergencyId)!;
          expect(shown.warnings).toEqual({ total: anew!.total, inForce: anew!.inForce });
          expect(shown.colour ?? null).toBe(anew!.colour);
        }
      }),
      { numRuns: 30 },
    );
  });
});
