import { h, s } from './dom.js';
import { covers, headlineOf, prefix } from './facts.js';
import { current, local, t } from './language.js';
import { createLayers } from './map-layers.js';
import { rankOf } from './store.js';

/** Width to height, where the page leaves the height to the map. */
const ASPECT = 1.35;
const SMALLEST_SPAN = 0.4;

/**
 * Counties as outlines, warnings over them; equirectangular, which is enough for a prefecture. `focus` is the id of
 * the warning to look at, else the map shows the jurisdiction.
 */
export function createMap(container, { onFocus }) {
  let outlines;
  let shown = [];
  let focus;
  let drawn;
  const layers = createLayers();

  const draw = () => {
    if (outlines === undefined) return;
    const inForce = shown.filter(({ warning }) => warning.state === 'in-force' || warning.id === focus);
    const outside = inForce.filter(({ warning }) => isOutside(warning));
    const looked = inForce.find(({ warning }) => warning.id === focus);
    const frame =
      looked && isOutside(looked.warning)
        ? frameOf(looked.warning.area.bbox, aspect())
        : frameOf(outlines.bbox, aspect());
    container.replaceChildren(drawing(frame, inForce, looked?.warning.id), legend(looked, outside, frame));
  };

  /** The notes below the drawing take some 30 pixels. */
  const aspect = () => {
    const { clientWidth, clientHeight } = container;
    const isGiven = getComputedStyle(container).display === 'flex' && clientHeight > 120;
    return isGiven ? clientWidth / (clientHeight - 30) : ASPECT;
  };

  const isOutside = ({ area }) => area.bbox !== undefined && !meet(area.bbox, outlines.bbox);

  const drawing = (frame, inForce, focused) => {
    const { x, y, width, height } = frame;
    const warnings = inForce
      .toSorted((a, b) => rankOf(b.warning.colour) - rankOf(a.warning.colour))
      .map((one) => warningShape(one, frame, focused));
    return s(
      'svg',
      {
        viewBox: `${x} ${y} ${width} ${height}`,
        role: 'img',
        'aria-label': t('map'),
        class: 'outlines',
        onpointermove: layers.point,
        onpointerdown: layers.point,
      },
      s('defs', {}, hatch('exercise', height), hatch('test', height)),
      graticule(frame),
      outlines.features.map(({ geometry }) =>
        s('path', { class: 'county', d: path(geometry.coordinates.flat(), frame) }),
      ),
      warnings,
      layers.drawnIn(frame),
      outlines.features.map((county) => label(local(county.properties.name), middleOf(county), frame, 'county-name')),
      inForce.map(({ warning }) => modeName(warning, frame)),
    );
  };

  const warningShape = ({ warning, faint }, frame, focused) => {
    const rings = ringsOf(warning.area, outlines);
    if (rings.length === 0) return '';
    const classes = [
      'warned',
      `mode-${warning.mode}`,
      faint && !focused ? 'faint' : '',
      focused && focused !== warning.id ? 'faint' : '',
    ];
    const d = path(rings, frame);
    return s(
      'g',
      { class: classes.join(' '), 'data-colour': warning.colour ?? 'none', 'data-mode': warning.mode },
      s('title', {}, `${warning.mode === 'actual' ? '' : `${t(`mode_${warning.mode}`)} · `}${headlineOf(warning)}`),
      s('path', { class: 'area', d }),
      warning.mode === 'actual' ? '' : s('path', { class: 'hatching', d, fill: `url(#hatch-${warning.mode})` }),
    );
  };

  /** Below the name of the county that the area may coincide with. */
  const modeName = ({ mode, area }, frame) => {
    const rings = ringsOf(area, outlines);
    if (mode === 'actual' || rings.length === 0) return '';
    const [lon, lat] = centre(rings);
    return label(t(`mode_${mode}`), [lon, lat - frame.height / 24], frame, `mode-name mode-${mode}`);
  };

  const legend = (looked, outside, frame) =>
    h(
      'div',
      { class: 'map-notes' },
      looked ? h('span', { class: 'looking' }, headlineOf(looked.warning)) : '',
      looked ? h('button', { type: 'button', class: 'quiet', onclick: () => onFocus(undefined) }, t('zoomBack')) : '',
      !looked && outside.length > 0 ? h('span', {}, t('outsideNote', { n: outside.length })) : '',
      !looked
        ? outside
            .slice(0, 3)
            .map(({ warning }) =>
              h('button', { type: 'button', class: 'quiet', onclick: () => onFocus(warning.id) }, headlineOf(warning)),
            )
        : '',
      layers.summary,
      layers.spot,
      h('span', { class: 'scale' }, scaleOf(frame)),
    );

  window.addEventListener('resize', draw);
  return {
    setOutlines(next) {
      outlines = next;
      draw();
    },
    /** Draws only when something that is seen has changed: a busy hour brings many changes a second. */
    show(next, nextFocus) {
      const seen = next.map(({ warning: { id, state, colour }, faint }) => [id, state, colour, faint]);
      const look = JSON.stringify([seen, nextFocus, current()]);
      if (look === drawn) return;
      drawn = look;
      shown = next;
      focus = nextFocus;
      draw();
    },
    /** Zones and shelters; undefined until they are known. */
    showLayers: layers.show,
    isOutside: (warning) => outlines !== undefined && isOutside(warning),
  };
}

/** What is drawn of an area: its outline, or else the divisions that it names and the map knows. */
function ringsOf({ outline, divisionCodes }, { features }) {
  if (outline.length > 0) return outline;
  return features
    .filter(({ properties: { code } }) =>
      divisionCodes.some((named) => covers(named, code) || covers(code, prefix(named))),
    )
    .flatMap(({ geometry }) => geometry.coordinates.map(([outer]) => outer));
}

const meet = (a, b) => a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];

function frameOf([west, south, east, north], aspect) {
  const squeeze = Math.max(0.15, Math.cos((((south + north) / 2) * Math.PI) / 180));
  let height = Math.max(SMALLEST_SPAN, north - south) * 1.08;
  let width = Math.max(SMALLEST_SPAN * squeeze, (east - west) * squeeze) * 1.08;
  if (width / height < aspect) width = height * aspect;
  else height = width / aspect;
  const [x, y] = [((west + east) / 2) * squeeze - width / 2, -(south + north) / 2 - height / 2];
  return { x, y, width, height, squeeze };
}

const path = (rings, { squeeze }) =>
  rings
    .map((ring) => `M${ring.map(([lon, lat]) => `${(lon * squeeze).toFixed(4)} ${(-lat).toFixed(4)}`).join('L')}Z`)
    .join('');

function label(text, [lon, lat], { squeeze, height }, name) {
  return s(
    'text',
    { class: name, x: lon * squeeze, y: -lat, 'font-size': height / 30, 'text-anchor': 'middle', dy: '.35em' },
    text,
  );
}

/** The middle of the largest ring by area. */
function centre(rings) {
  const parts = rings.map((ring) => {
    let [area, x, y] = [0, 0, 0];
    for (let i = 1; i < ring.length; i++) {
      const cross =
        (ring[i - 1][0] - ring[0][0]) * (ring[i][1] - ring[0][1]) -
        (ring[i][0] - ring[0][0]) * (ring[i - 1][1] - ring[0][1]);
      area += cross;
      x += cross * (ring[i - 1][0] + ring[i][0] + ring[0][0]);
      y += cross * (ring[i - 1][1] + ring[i][1] + ring[0][1]);
    }
    return { area: Math.abs(area), at: area === 0 ? ring[0] : [x / area / 3, y / area / 3] };
  });
  return parts.toSorted((a, b) => b.area - a.area)[0].at;
}

const middleOf = ({ geometry }) => centre(geometry.coordinates.map(([outer]) => outer));

function hatch(mode, height) {
  const step = height / 28;
  return s(
    'pattern',
    {
      id: `hatch-${mode}`,
      class: `hatch-${mode}`,
      width: step,
      height: step,
      patternUnits: 'userSpaceOnUse',
      patternTransform: 'rotate(45)',
    },
    s('rect', { width: step * 0.42, height: step }),
  );
}

/** Lines of longitude and latitude, so that an area without known outlines still has a place. */
function graticule({ x, y, width, height, squeeze }) {
  const step = [0.1, 0.2, 0.5, 1, 2, 5, 10, 30].find((degrees) => height / degrees <= 6) ?? 45;
  const lines = [];
  const size = height / 42;
  for (let lat = Math.ceil(-(y + height) / step) * step; lat <= -y; lat += step) {
    lines.push(s('path', { d: `M${x} ${-lat}h${width}` }));
    lines.push(s('text', { x: x + size * 0.3, y: -lat - size * 0.25, 'font-size': size }, degrees(lat, 'N', 'S')));
  }
  for (let lon = Math.ceil(x / squeeze / step) * step; lon * squeeze <= x + width; lon += step) {
    lines.push(s('path', { d: `M${lon * squeeze} ${y}v${height}` }));
    lines.push(
      s(
        'text',
        { x: lon * squeeze + size * 0.25, y: y + height - size * 0.4, 'font-size': size },
        degrees(lon, 'E', 'W'),
      ),
    );
  }
  return s('g', { class: 'graticule', 'aria-hidden': 'true' }, lines);
}

const degrees = (value, positive, negative) =>
  `${Number(Math.abs(value).toFixed(1))}°${value < 0 ? negative : positive}`;

function scaleOf({ width, squeeze }) {
  const kilometres = (width / squeeze) * 111.2 * squeeze;
  return `↔ ${Math.round(kilometres)} km`;
}
