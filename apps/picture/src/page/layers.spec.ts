// @ts-expect-error The page is plain JavaScript, without a build step.
import { dotGroups, dots, fullness, nearest, occupancyOf } from '../../web/layers.js';

const shelter = (occupied: number | undefined, capacity = 10, position = [107, 36]) => ({
  occupied,
  capacity,
  position,
});

describe('the layers of the map', () => {
  it('tell how full a shelter is', () => {
    const looks = [undefined, 0, 1, 7, 8, 9, 10, 11].map((occupied) => fullness(shelter(occupied)));

    expect(looks).toEqual(['empty', 'empty', 'some', 'some', 'nearly', 'nearly', 'full', 'full']);
  });

  it('draw what a person has to see on top, and one group per look', () => {
    const zones = [{ kind: 'point' }, { kind: 'zone' }, { kind: 'zone' }];
    const groups = dotGroups({ zones, shelters: [shelter(10), shelter(0), shelter(3)] });

    expect(groups.map(({ look, places }: { look: string; places: unknown[] }) => [look, places.length])).toEqual([
      ['zone', 2],
      ['point', 1],
      ['shelter empty', 1],
      ['shelter some', 1],
      ['shelter full', 1],
    ]);
  });

  it('draw a dot per place, north up', () => {
    const places = [{ position: [107, 36] }, { position: [108.5, 35.25] }];

    expect(dots(places, { squeeze: 0.8 })).toBe('M85.6000 -36.0000h0M86.8000 -35.2500h0');
    expect(dots([], { squeeze: 0.8 })).toBe('');
  });

  it('find the place nearest to the pointer, and nothing where none is near', () => {
    const [near, far] = [shelter(0, 10, [107, 36]), shelter(0, 10, [108, 36])];
    const frame = { squeeze: 0.8 };

    expect(nearest([far, near], [85.7, -36.05], frame, 0.2)).toBe(near);
    expect(nearest([far, near], [85.7, -30], frame, 0.2)).toBeUndefined();
    expect(nearest([], [85.7, -36], frame, 0.2)).toBeUndefined();
  });

  it('sum what the shelters together hold', () => {
    const shelters = [shelter(10), shelter(3), shelter(0), shelter(undefined)];

    expect(occupancyOf(shelters)).toEqual({ occupied: 13, shelters: 2, full: 1 });
    expect(occupancyOf([])).toEqual({ occupied: 0, shelters: 0, full: 0 });
  });
});
