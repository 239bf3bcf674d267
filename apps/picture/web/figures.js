import { h } from './dom.js';
import { current, local, t } from './language.js';
import { amount, count, countsOf } from './quantities.js';

const HOUSEHOLDS = ['toMove', 'moved', 'refused', 'absent', 'unreached', 'returned'];
const INCIDENTS = ['open', 'resolved', 'cancelled'];
const MISSIONS = ['requested', 'accepted', 'departed', 'arrived', 'released', 'declined', 'cancelled'];

/** The counters of one emergency. Evacuated and relocated stand side by side and are never added. */
export function figuresView({ evacuated, relocated, machineTrips, rescuers, households, incidents, missions, notes }) {
  const persons = [
    ['evacuated', evacuated],
    ['relocated', relocated],
  ];
  return [
    h(
      'dl',
      { class: 'figures' },
      persons.map(([code, quantity]) => figure(code, quantity, 'persons-figure')),
      figure('machineTrips', machineTrips, 'plain-figure'),
      figure('rescuers', rescuers, 'plain-figure'),
    ),
    machineTrips.kind === 'at-least' ? h('p', { class: 'meta at-least' }, `≥ ${t('atLeast')}`) : '',
    definitions(notes),
    h(
      'dl',
      { class: 'tallies' },
      tally('households', 'household', households, HOUSEHOLDS),
      tally('incidents', 'incident', incidents, INCIDENTS),
      tally('missions', 'mission', missions, MISSIONS),
    ),
  ];
}

const figure = (code, quantity, look) =>
  h(
    'div',
    { class: `figure ${look}`, 'data-figure': code },
    h('dt', {}, t(code)),
    h(
      'dd',
      {},
      h('strong', {}, amount(quantity, current())),
      ' ',
      h('span', { class: 'unit' }, t(`unit_${quantity.unit}`)),
    ),
  );

/** Kept while the figures are built anew. */
let isOpen = false;

/** That they are never added is always read; what each counts, for whoever asks. */
function definitions(notes = {}) {
  const texts = [...new Set(['evacuated', 'relocated'].map((code) => local(notes[code])).filter(Boolean))];
  const head = t('neverAdded');
  if (texts.length === 0) return h('p', { class: 'meta definitions' }, head);
  return h(
    'details',
    { class: 'meta definitions', open: isOpen, ontoggle: ({ currentTarget }) => (isOpen = currentTarget.open) },
    h('summary', {}, `${head} ${t('definitions')}`),
    texts.map((text) => h('p', {}, text)),
  );
}

const tally = (title, kind, counts, codes) =>
  h(
    'div',
    { class: 'tally', 'data-tally': title },
    h('dt', {}, t(title)),
    h(
      'dd',
      {},
      countsOf(counts, codes).map(([code, value]) =>
        h('span', { class: `count ${code}` }, h('strong', {}, count(value, current())), ` ${t(`${kind}_${code}`)} `),
      ),
    ),
  );
