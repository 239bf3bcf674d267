import { closed, ringFaults } from './ring';
import type { Ring } from './position';

describe('the faults of a ring', () => {
  it('are none for a sound one', () => {
    expect(
      ringFaults([
        [107, 35],
        [108, 35],
        [108, 36],
        [107, 35],
      ]),
    ).toEqual([]);
  });

  it.each<[string, Ring]>([
    [
      'not-finite',
      [
        [107, 35],
        [Number.NaN, 35],
        [108, 36],
        [107, 35],
      ],
    ],
    [
      'out-of-range',
      [
        [107, 35],
        [181, 35],
        [108, 36],
        [107, 35],
      ],
    ],
    [
      'too-few-positions',
      [
        [107, 35],
        [108, 35],
        [107, 35],
      ],
    ],
    [
      'not-closed',
      [
        [107, 35],
        [108, 35],
        [108, 36],
        [107, 36],
      ],
    ],
    [
      'zero-area',
      [
        [107, 35],
        [108, 35],
        [109, 35],
        [107, 35],
      ],
    ],
    [
      'self-crossing',
      [
        [107, 35],
        [108, 36],
        [108, 35],
        [107, 36],
        [107, 35],
      ],
    ],
    [
      'spans-antimeridian',
      [
        [179, -17],
        [-179, -17],
        [-179, -16],
        [179, -16],
        [179, -17],
      ],
    ],
  ])('name %s', (fault, ring) => {
    expect(ringFaults(ring)).toContain(fault);
  });

  it('are not crossing when a position is repeated or two corners touch', () => {
    expect(
      ringFaults([
        [107, 35],
        [108, 35],
        [108, 35],
        [108, 36],
        [107, 35],
      ]),
    ).toEqual([]);
    expect(
      ringFaults([
        [0, 0],
        [2, 0],
        [1, 1],
        [2, 2],
        [0, 2],
        [1, 1],
        [0, 0],
      ]),
    ).toEqual([]);
  });

  it('are found in a ring of 41,000 positions without holding up the process', () => {
    const ring = closed(
      Array.from({ length: 41_000 }, (_, i) => {
        const angle = (i / 41_000) * 2 * Math.PI;
        const radius = 3 + 0.2 * Math.sin(i / 50);
        return [radius * Math.cos(angle), 12 + radius * Math.sin(angle)];
      }),
    );

    // A quadratic step would take minutes, beyond the patience of the run.
    expect(ringFaults(ring)).toEqual([]);
  });

  it('closing repeats the first position once', () => {
    const open: Ring = [
      [107, 35],
      [108, 35],
      [108, 36],
    ];

    expect(closed(open)).toHaveLength(4);
    expect(closed(closed(open))).toHaveLength(4);
  });
});
