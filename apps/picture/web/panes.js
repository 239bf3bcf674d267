import { modeWord } from './cards.js';
import { cityView } from './city.js';
import { h, keyed } from './dom.js';
import { figuresView } from './figures.js';
import { current, local, t } from './language.js';
import { levelsView } from './levels.js';
import { count } from './quantities.js';
import { createReading } from './reading.js';

/** How often each is read again at most, in milliseconds, however many changes come. */
const EVERY = { figures: 1_000, city: 5_000, layers: 5_000 };
const CITY_ANYWAY_MS = 60_000;

/** What is read beside the live stream: the figures of the chosen emergency, the city's ledgers, the places on the map. */
export function createPanes({ at, read, map, changed }) {
  let emergency;
  let figures;
  let city;
  let layers;

  const reading = (every, url, take) =>
    createReading({
      every,
      read: () => read(url()),
      onRead: (found) => {
        take(found);
        changed();
      },
    });
  const figuresOf = reading(
    EVERY.figures,
    () => `/api/picture/emergencies/${encodeURIComponent(emergency.id)}/figures`,
    (found) => (figures = found),
  );
  const cityNow = reading(
    EVERY.city,
    () => '/api/picture/city',
    (found) => (city = found),
  );
  const layersNow = reading(
    EVERY.layers,
    () => '/api/picture/layers',
    (found) => {
      layers = placesOf(found);
      showLayers();
    },
  );

  const mode = () => emergency?.mode ?? 'actual';
  const isShown = (id) => at(id).checked;

  function showLayers() {
    if (layers === undefined) return;
    const shelters = layers.shelters.map(({ occupied, ...place }) => ({ ...place, occupied: occupied?.[mode()] ?? 0 }));
    map.showLayers({
      mode: mode(),
      zones: isShown('show-zones') ? layers.zones : [],
      shelters: isShown('show-shelters') ? shelters : [],
    });
  }

  function renderLayerChoice() {
    for (const kind of ['zones', 'shelters']) {
      const n = layers === undefined ? '' : count(layers[kind].length, current());
      at(`${kind}-count`).textContent = t(`layer_${kind}`, { n });
    }
  }

  for (const id of ['show-zones', 'show-shelters']) at(id).addEventListener('change', showLayers);
  setInterval(cityNow.refresh, CITY_ANYWAY_MS);

  return {
    /** Another emergency is looked at. */
    select(next) {
      const [idBefore, modeBefore] = [emergency?.id, mode()];
      emergency = next;
      if (mode() !== modeBefore) showLayers();
      if (next === undefined || next.id === idBefore) return;
      figures = undefined;
      figuresOf.restart();
    },
    refreshFigures: () => emergency && figuresOf.refresh(),
    refreshCity: cityNow.refresh,
    refreshLayers: layersNow.refresh,
    render({ timeZone, outlines }) {
      for (const id of ['figures', 'levels']) at(id).className = `pane ${id}-pane mode-${mode()}`;
      const look = { timeZone, outlines };
      fill(at('figures-body'), [emergency, figures], () => [
        emergency === undefined ? h('p', { class: 'none' }, t('noFigures')) : titleOf(emergency),
        figures === undefined ? '' : figuresView(figures),
      ]);
      fill(at('levels-body'), [mode(), figures?.levels, figures?.proposals, outlines !== undefined], () => [
        figures === undefined ? '' : modeWord(mode()),
        figures === undefined ? h('p', { class: 'none' }, t('noLevels')) : levelsView(figures, look),
      ]);
      fill(at('city-body'), [city, outlines !== undefined], () => (city === undefined ? [] : cityView(city, outlines)));
      renderLayerChoice();
    },
  };
}

/** The rows of the answer as places. */
const placesOf = ({ zones, shelters }) => ({
  zones: zones.map(([id, lon, lat, kind]) => ({ id, position: [lon, lat], kind })),
  shelters: shelters.map(([id, lon, lat, capacity, occupied]) => ({ id, position: [lon, lat], capacity, occupied })),
});

const titleOf = ({ mode, title }) => h('h3', { class: 'emergency-title' }, modeWord(mode), local(title));

/** Builds the pane anew only when what it shows has changed. */
function fill(body, shown, build) {
  keyed(body, [shown], {
    key: () => 'whole',
    version: () => JSON.stringify([shown, current()]),
    build: () => h('div', {}, build().flat()),
  });
}
