/** How full a shelter is, in the words of the style sheet. */
export function fullness({ occupied, capacity }) {
  if (!occupied) return 'empty';
  if (occupied >= capacity) return 'full';
  return occupied >= capacity * 0.8 ? 'nearly' : 'some';
}

/** Drawn in this order: what a person has to see lies on top. */
const LOOKS = ['zone', 'point', 'shelter empty', 'shelter some', 'shelter nearly', 'shelter full'];

/** The dots of the map: one group per look, so that thousands of places are a handful of elements. */
export function dotGroups({ zones, shelters }) {
  const groups = new Map(LOOKS.map((look) => [look, []]));
  for (const zone of zones) groups.get(zone.kind).push(zone);
  for (const shelter of shelters) groups.get(`shelter ${fullness(shelter)}`).push(shelter);
  return [...groups].map(([look, places]) => ({ look, places })).filter(({ places }) => places.length > 0);
}

/** A path of one dot per place: a line without length that has round or square ends. */
export const dots = (places, { squeeze }) =>
  places.map(({ position: [lon, lat] }) => `M${(lon * squeeze).toFixed(4)} ${(-lat).toFixed(4)}h0`).join('');

/** The place nearest to a point of the drawing, unless it is farther than `within`. */
export function nearest(places, [x, y], { squeeze }, within) {
  let [found, least] = [undefined, within ** 2];
  for (const place of places) {
    const distance = (place.position[0] * squeeze - x) ** 2 + (-place.position[1] - y) ** 2;
    if (distance <= least) [found, least] = [place, distance];
  }
  return found;
}

/** What the shelters together hold. */
export function occupancyOf(shelters) {
  const taken = shelters.filter(({ occupied }) => occupied > 0);
  return {
    occupied: taken.reduce((sum, { occupied }) => sum + occupied, 0),
    shelters: taken.length,
    full: taken.filter((shelter) => fullness(shelter) === 'full').length,
  };
}
