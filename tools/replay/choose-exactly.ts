/**
 * The first items whose weights are exactly `wanted` together: takes them in order as long as they fit, then fills the
 * rest from those left over, giving back an item where that is the only way. Throws when no such choice is found.
 */
export function chooseExactly<T>(items: readonly T[], weightOf: (item: T) => number, wanted: number): T[] {
  const chosen: T[] = [];
  const left: T[] = [];
  let missing = wanted;
  for (const item of items) {
    const weight = weightOf(item);
    if (weight > 0 && weight <= missing) {
      chosen.push(item);
      missing -= weight;
    } else {
      left.push(item);
    }
  }
  if (missing === 0) return chosen;
  // What still fits nowhere is larger than the gap: exchange one of the chosen for one that is larger by the gap.
  for (const larger of left) {
    const i = chosen.findIndex((item) => weightOf(item) === weightOf(larger) - missing);
    if (i >= 0) return [...chosen.slice(0, i), ...chosen.slice(i + 1), larger];
  }
  throw new Error(`No choice among ${items.length} comes to exactly what is wanted; ${missing} are missing`);
}
