import fc from 'fast-check';
import { DomainRefusal } from '@libs/kernel';
import { admit, freePlaces, heldCapacity, leave } from './occupancy';

describe('a shelter', () => {
  it('RESE-15: is never over capacity, whoever comes and goes', () => {
    const groups = fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 9 })), { maxLength: 60 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), groups, (capacity, steps) => {
        let now = { occupied: 0, capacity };
        const inside: number[] = [];
        for (const [comes, persons] of steps) {
          const free = freePlaces(now);
          try {
            if (comes) {
              now = admit(now, persons);
              inside.push(persons);
            } else if (inside.length > 0) now = leave(now, inside.pop()!);
          } catch (error) {
            expect(error).toBeInstanceOf(DomainRefusal);
            expect((error as DomainRefusal).facts).toEqual({ free, wanted: persons });
            expect(persons).toBeGreaterThan(free);
          }
          expect(now.occupied).toBe(inside.reduce((sum, one) => sum + one, 0));
          expect(now.occupied).toBeLessThanOrEqual(capacity);
        }
      }),
    );
  });

  it('RESE-16: has the place again that somebody left', () =>
    expect(admit(leave({ occupied: 5, capacity: 5 }, 2), 2)).toEqual({ occupied: 5, capacity: 5 }));

  it('RESE-17: that is lowered below what is occupied sends nobody away and lets nobody in', () => {
    const lowered = { occupied: 5, capacity: 3 };
    expect([heldCapacity(lowered), freePlaces(lowered)]).toEqual([5, 0]);
    expect(() => admit(lowered, 1)).toThrow('shelter.full');
    expect(heldCapacity(leave(lowered, 3))).toBe(3);
  });
});
