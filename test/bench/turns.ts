import { medians } from './statistics';

/** Named figures of one round. */
export type Figures<Name extends string = string> = Record<Name, number>;

/**
 * Measures several sides in turns (A-B-A-B), so that what the machine does meanwhile meets all of them alike.
 * @returns for each side the median of each of its figures.
 */
export async function inTurns<Side extends string, Name extends string>(
  rounds: number,
  sides: Record<Side, () => Promise<Figures<Name>>>,
): Promise<Record<Side, Figures<Name>>> {
  const measured = new Map<Side, Figures<Name>[]>();
  const names = Object.keys(sides) as Side[];
  for (let round = 0; round < rounds; round++) {
    for (const name of names) measured.set(name, [...(measured.get(name) ?? []), await sides[name]()]);
  }
  return Object.fromEntries(names.map((name) => [name, medians(measured.get(name)!)])) as Record<Side, Figures<Name>>;
}
