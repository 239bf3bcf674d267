import { tripsOf } from './rescue';

describe('the trips of the machines', () => {
  const machines = Array.from({ length: 7 }, (_, i) => `machine-${i}`);

  it('are exactly as many as wanted', () => {
    expect(tripsOf(machines, 100)).toHaveLength(100);
    expect(() => tripsOf(machines, 1_000)).toThrow('too few');
  });

  it('never have a machine out twice at once', () => {
    const back = new Map<string, string>();
    for (const { machine, leftAt, returnedAt } of tripsOf(machines, 120)) {
      expect(leftAt > (back.get(machine) ?? '')).toBe(true);
      back.set(machine, returnedAt);
    }
  });
});
