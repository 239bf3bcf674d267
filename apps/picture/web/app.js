import { emergencyCard, messageCard, modeWord, timelineEntry, warningCard, warningDetail } from './cards.js';
import { h, keyed } from './dom.js';
import { age, headlineOf, time } from './facts.js';
import { current, local, speak, t, toggle } from './language.js';
import { createMap } from './map.js';
import { createPanes } from './panes.js';
import { createReading } from './reading.js';
import {
  byMode,
  createStore,
  isOver,
  SHOWN,
  silentFeeds,
  sortedEmergencies,
  sortedMessages,
  sortedWarnings,
} from './store.js';
import { openStream } from './stream.js';

const at = (id) => document.getElementById(id);
const store = createStore();
const opened = new Map();
const timeline = new Map();
let outlines;
let selected;
let focus;
let connection = { state: 'connecting', lastSign: Date.now() };
let asked = false;

const signIn = () => location.replace(`/sign-in?next=${encodeURIComponent(location.pathname + location.hash)}`);

const map = createMap(at('map'), {
  onFocus: (id) => {
    focus = id;
    render();
  },
});

async function read(url) {
  const response = await fetch(url, { headers: { 'accept-language': current() } });
  if (response.status === 401) signIn();
  return response.ok ? response.json() : undefined;
}

/** Conflicts, signatures, certificates; of a silent feed the stream tells. Not for everybody who may see the board. */
let alarms = [];
const alarmReading = createReading({
  read: () => read('/api/alerting/alarms'),
  every: 5_000,
  onRead: ({ items }) => {
    alarms = items.filter(({ kind }) => kind !== 'feed-silent');
    render();
  },
});
setInterval(alarmReading.refresh, 60_000);

const panes = createPanes({ at, read, map, changed: () => render() });

/** One section per mode: an exercise is never in one list with duty. */
function renderList(container, items, { most, none, card, version }) {
  if (items.length === 0) return container.replaceChildren(h('p', { class: 'none' }, t(none)));
  container.querySelector(':scope > .none')?.remove();
  keyed(container, byMode(items), {
    key: ({ mode }) => mode,
    version: ({ mode }) => `${mode} ${current()}`,
    build: ({ mode }) =>
      h(
        'section',
        { class: `mode-section mode-${mode}`, 'aria-label': t(`mode_${mode}`) },
        mode === 'actual' ? '' : h('h3', { class: 'mode-head' }, h('span', {}, t(`mode_${mode}`))),
        h('ul', { class: 'cards' }),
        h('p', { class: 'rest meta' }),
      ),
  });
  for (const { mode, items: some } of byMode(items)) {
    const section = container.querySelector(`:scope > [data-key="${mode}"]`);
    keyed(section.querySelector('.cards'), some.slice(0, most), { key: ({ id }) => id, version, build: card });
    section.querySelector('.rest').textContent = some.length > most ? t('more', { n: most }) : '';
  }
}

function renderLists() {
  const look = { timeZone: store.timeZone, outlines, emergencies: store.emergencies };
  const version =
    (...more) =>
    (item) =>
      JSON.stringify([item, current(), outlines !== undefined, ...more.map((read) => read(item))]);
  renderList(at('emergency-list'), sortedEmergencies(store), {
    most: SHOWN.emergencies,
    none: 'noEmergencies',
    version: version(({ id }) => id === selected),
    card: (item) => emergencyCard(item, { ...look, selected: item.id === selected, onSelect: select }),
  });
  renderList(at('warning-list'), sortedWarnings(store), {
    most: SHOWN.warnings,
    none: 'noWarnings',
    version: version(({ emergencyIds }) => emergencyIds.map((id) => store.emergencies.get(id)?.title)),
    card: (item) => {
      const card = warningCard(item, {
        ...look,
        isOutside: map.isOutside(item),
        isOpen: opened.has(item.id),
        onOpen: open,
        onFocus: lookAt,
      });
      if (opened.has(item.id)) fillDetail(card, item.id);
      return card;
    },
  });
  renderList(at('message-list'), sortedMessages(store), {
    most: SHOWN.messages,
    none: 'noMessages',
    version: version(),
    card: (item) => messageCard(item, look),
  });
}

function renderDetail() {
  const body = at('detail-body');
  const emergency = store.emergencies.get(selected);
  at('detail').className = `pane detail mode-${emergency?.mode ?? 'actual'}`;
  if (emergency === undefined) return body.replaceChildren(h('p', { class: 'none' }, t('noTimeline')));

  const facts = [...timeline.values()].sort((a, b) => b.at.localeCompare(a.at) || b.id.localeCompare(a.id));
  const list = body.querySelector('ol.timeline') ?? h('ol', { class: 'timeline', reversed: true });
  keyed(list, facts, {
    key: ({ id }) => id,
    version: (entry) => JSON.stringify([entry, current()]),
    build: (entry) => timelineEntry(entry, { timeZone: store.timeZone }),
  });
  body.replaceChildren(
    emergency.mode === 'actual'
      ? ''
      : h('p', { class: `mode-head mode-${emergency.mode}` }, h('span', {}, t(`mode_${emergency.mode}`))),
    h('h3', { class: 'emergency-title' }, modeWord(emergency.mode), local(emergency.title)),
    emergency.draftRule ? h('p', { class: 'meta draft' }, t('draftRuleWhy')) : '',
    list,
  );
}

function renderTop() {
  const actual = (items) => [...items.values()].filter(({ mode }) => mode === 'actual');
  at('totals').textContent = t('totals', {
    emergencies: actual(store.emergencies).filter((one) => !isOver(one)).length,
    warnings: actual(store.warnings).filter(({ state }) => state === 'in-force').length,
    held: actual(store.messages).filter(({ outcome }) => outcome === 'held').length,
  });
  const items = [...store.emergencies.values(), ...store.warnings.values(), ...store.messages.values()];
  const modes = byMode(items).filter(({ mode }) => mode !== 'actual');
  keyed(at('mode-banners'), modes, {
    key: ({ mode }) => mode,
    version: ({ mode }) => `${mode} ${current()}`,
    build: ({ mode }) =>
      h(
        'p',
        { class: `mode-banner mode-${mode}` },
        h('span', {}, h('strong', {}, t(`mode_${mode}`)), ' ', t(`banner_${mode}`)),
      ),
  });
}

/** What is wrong with the product's own ears. */
function renderAlarms() {
  keyed(at('alarms'), [...silentFeeds(store), ...alarms], {
    key: ({ id }) => id,
    version: (alarm) => JSON.stringify([alarm, current()]),
    build: ({ name, silentSince, detail = '', kind, text, at: since }) =>
      h(
        'p',
        { class: 'alarm', 'data-kind': kind ?? 'feed-silent' },
        text
          ? `${local(text)} (${time(since, store.timeZone)})`
          : t('feedSilent', { name, detail, time: time(silentSince, store.timeZone) }),
      ),
  });
}

function renderConnection() {
  const { state, lastSign } = connection;
  const text = t(state, { age: age(lastSign) });
  const element = at('connection');
  if (element.dataset.state !== state) {
    // Said once: the age that counts up would be read aloud every second.
    if (element.dataset.state !== 'connecting') announce(text);
    element.dataset.state = state;
  }
  if (element.textContent !== text) element.textContent = text;
  document.body.dataset.connection = state;
  at('clock').textContent = new Date().toLocaleTimeString(current(), { timeZone: store.timeZone, hourCycle: 'h23' });
}

/** Some five times a second at most, however many changes come. */
const RENDER_EVERY_MS = 200;
let renderedAt = -RENDER_EVERY_MS;

function render() {
  if (asked) return;
  asked = true;
  const pause = renderedAt + RENDER_EVERY_MS - performance.now();
  if (pause > 0) setTimeout(draw, pause);
  else requestAnimationFrame(draw);
}

function draw() {
  asked = false;
  renderedAt = performance.now();
  const emergency = store.emergencies.get(selected);
  const shown = [...store.warnings.values()].map((warning) => ({
    warning,
    faint: emergency !== undefined && !warning.emergencyIds.includes(emergency.id),
  }));
  map.show(shown, focus);
  renderTop();
  renderAlarms();
  renderLists();
  renderDetail();
  panes.select(emergency);
  panes.render({ timeZone: store.timeZone, outlines });
  renderConnection();
}

async function select(id, { quietly = false } = {}) {
  selected = id;
  timeline.clear();
  if (!quietly) history.replaceState(null, '', `#${id}`);
  render();
  const notable = '?filter[notable]=true&limit=200';
  const lines = await read(`/api/picture/emergencies/${encodeURIComponent(id)}/timeline${notable}`);
  if (lines === undefined || selected !== id) return;
  for (const entry of lines.items) timeline.set(entry.id, entry);
  render();
}

function lookAt(id) {
  focus = id;
  render();
  at('map').scrollIntoView({ block: 'nearest' });
}

function open(id, isOpen) {
  if (!isOpen) return opened.delete(id);
  if (!opened.has(id)) opened.set(id, undefined);
  fillDetail(document, id);
}

async function fillDetail(root, id) {
  const place = root.querySelector(`[data-more="${CSS.escape(id)}"]`);
  const known = opened.get(id) ?? (await read(`/api/picture/warnings/${encodeURIComponent(id)}`));
  if (known === undefined || place === null) return;
  opened.set(id, known);
  place.replaceChildren(warningDetail(known));
}

const announce = (text) => (at('announcer').textContent = text);

/** After a snapshot, and when the first emergency appears: the one that was asked for, else the gravest open one. */
function chooseEmergency() {
  const asked = decodeURIComponent(location.hash.slice(1));
  const id = store.emergencies.has(asked) ? asked : (selected ?? sortedEmergencies(store)[0]?.id);
  if (id !== undefined) void select(id, { quietly: true });
}

function change(kind, item) {
  if (kind === 'timeline') {
    if (item.emergencyIds.includes(selected)) timeline.set(item.id, item);
  } else if (store.apply(kind, item)) {
    const word = item.mode === 'actual' ? '' : `${t(`mode_${item.mode}`)} `;
    if (kind === 'warning') announce(word + t('newWarning', { headline: headlineOf(item) }));
    if (kind === 'message' && item.outcome !== 'accepted') {
      announce(word + t('newMessage', { outcome: t(`outcome_${item.outcome}`), headline: item.headline ?? '' }));
    }
    if (kind === 'feed' && item.silentSince) announce(t('newSilence', item));
    if (kind === 'emergency' && selected === undefined) chooseEmergency();
  }
  if (kind === 'message') alarmReading.refresh();
  if (kind === 'emergency') {
    if (item.id === selected) panes.refreshFigures();
    panes.refreshLayers();
  }
  render();
}

speak();
toggle(at('language'), () => {
  opened.forEach((_, id) => opened.set(id, undefined));
  render();
});
at('sign-out').addEventListener('click', () =>
  fetch('/api/registry/session', { method: 'DELETE' }).then(
    () => location.replace('/sign-in'),
    () => location.replace('/sign-in'),
  ),
);
openStream({
  onSnapshot: (snapshot) => {
    store.replace(snapshot);
    chooseEmergency();
    alarmReading.refresh();
    panes.refreshFigures();
    panes.refreshCity();
    panes.refreshLayers();
    render();
  },
  onChange: change,
  onState: (state, lastSign) => {
    connection = { state, lastSign };
    renderConnection();
  },
  onSignedOut: signIn,
});
setInterval(renderConnection, 1000);
/** Keeps a screen that is watched signed in for the whole shift, and shows whose it is. */
const renewSession = () =>
  read('/api/registry/session').then(
    (account) => (at('who').textContent = account?.name ?? ''),
    () => undefined,
  );
void renewSession();
setInterval(renewSession, 10 * 60_000);
render();
read('/api/picture/outlines').then((found) => {
  outlines = found;
  map.setOutlines(found);
  render();
});
