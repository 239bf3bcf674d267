import { h, s } from './dom.js';
import { dotGroups, dots, nearest, occupancyOf } from './layers.js';
import { current, t } from './language.js';
import { count } from './quantities.js';
import { modeWord } from './cards.js';

const NOTHING = { mode: 'actual', zones: [], shelters: [] };

/** Zones, points and shelters over the counties. `mode` is whose check-ins the shelters show. */
export function createLayers() {
  let layers = NOTHING;
  let group = s('g');
  let frame;
  const spot = h('span', { class: 'spot' });
  const summary = h('span', { class: 'occupancy' });

  const draw = () => {
    const next = s(
      'g',
      { class: `places mode-${layers.mode}`, 'aria-hidden': 'true' },
      frame === undefined
        ? ''
        : dotGroups(layers).map(({ look, places }) => s('path', { class: `place ${look}`, d: dots(places, frame) })),
    );
    group.replaceWith(next);
    group = next;
    summary.className = `occupancy mode-${layers.mode}`;
    summary.replaceChildren(...occupancy());
  };

  const occupancy = () => {
    const { occupied, shelters, full } = occupancyOf(layers.shelters);
    if (occupied === 0) return [];
    const [language, facts] = [current(), { occupied, shelters, full }];
    const told = Object.entries(facts).map(([name, value]) => [name, count(value, language)]);
    return [modeWord(layers.mode), t('occupancy', Object.fromEntries(told))].filter((part) => part !== '');
  };

  /** What lies under the pointer, or under the finger. */
  const point = ({ clientX, clientY, currentTarget }) => {
    const matrix = currentTarget.getScreenCTM();
    if (matrix === null || frame === undefined) return;
    const { x, y } = new DOMPoint(clientX, clientY).matrixTransform(matrix.inverse());
    const within = 9 / matrix.a;
    const place = nearest(layers.shelters, [x, y], frame, within) ?? nearest(layers.zones, [x, y], frame, within);
    spot.textContent = place === undefined ? '' : described(place);
  };

  return {
    spot,
    summary,
    point,
    /** The group for a new drawing. */
    drawnIn(nextFrame) {
      frame = nextFrame;
      draw();
      return group;
    },
    show(next) {
      layers = next ?? NOTHING;
      draw();
    },
  };
}

const described = ({ kind, occupied, capacity }) =>
  capacity === undefined ? t(`place_${kind}`) : t('shelterHere', { occupied: occupied ?? 0, capacity });
