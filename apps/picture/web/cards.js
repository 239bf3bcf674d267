import { h } from './dom.js';
import { decideForm } from './held.js';
import { divisionNames, headlineOf, sentence, time } from './facts.js';
import { local, t } from './language.js';
import { draftMark } from './levels.js';
import { ASKS_A_PERSON } from './sentences.js';
import { isWaiting } from './store.js';

/** The gravest come first; the rest is opened. */
const FINDINGS_SHOWN = 2;

/** The word for exercise and test that every such item carries; actual is plain. */
export const modeWord = (mode) => (mode === 'actual' ? '' : h('strong', { class: 'mode-word' }, t(`mode_${mode}`)));

const chip = (name, text) => h('span', { class: `chip ${name}` }, text);
const colourChip = (colour) => (colour ? chip(`signal ${colour}`, t(`colour_${colour}`)) : '');
const hazardOf = (hazard) => (t(`hazard_${hazard}`) === `hazard_${hazard}` ? hazard : t(`hazard_${hazard}`));

export function emergencyCard(emergency, { timeZone, outlines, selected, onSelect }) {
  const { state, colour, mode, title, divisionCodes, warnings, openedAt, closedAt, hazard } = emergency;
  return h(
    'li',
    { class: `card emergency mode-${mode}`, 'data-colour': colour ?? 'none', 'data-state': state },
    h(
      'button',
      {
        type: 'button',
        class: 'pick',
        'aria-current': selected ? 'true' : undefined,
        onclick: () => onSelect(emergency.id),
      },
      h('span', { class: 'headline' }, modeWord(mode), local(title)),
      h(
        'span',
        { class: 'chips' },
        colourChip(colour),
        chip(`state ${state}`, t(state === 'cancelled' ? 'state_emergency-cancelled' : `state_${state}`)),
        chip('plain', hazardOf(hazard)),
      ),
      h('span', { class: 'meta' }, divisionNames(divisionCodes, outlines)),
      h(
        'span',
        { class: 'meta' },
        `${t('warningsInForce', warnings)} · `,
        closedAt
          ? t('closedAt', { time: time(closedAt, timeZone) })
          : t('openedAt', { time: time(openedAt, timeZone) }),
      ),
    ),
  );
}

export function warningCard(warning, { timeZone, outlines, emergencies, isOutside, isOpen, onOpen, onFocus }) {
  const { mode, state, colour, severity, area, sent, expires } = warning;
  const details = h(
    'details',
    { open: isOpen },
    h(
      'summary',
      {},
      h('span', { class: 'headline' }, modeWord(mode), headlineOf(warning)),
      h(
        'span',
        { class: 'chips' },
        colourChip(colour),
        colour ? '' : chip('plain', t(`severity_${severity}`)),
        chip(`state ${state}`, t(`state_${state}`)),
      ),
      h(
        'span',
        { class: 'meta' },
        [
          warning.senderName || warning.sender,
          t('sentAt', { time: time(sent, timeZone) }),
          expires ? t('until', { time: time(expires, timeZone) }) : t('noEnd'),
        ].join(' · '),
      ),
      h('span', { class: 'meta' }, placeOf(area, outlines), ' ', isOutside ? chip('outside', t('outsideMap')) : ''),
    ),
    h('div', { class: 'more', 'data-more': warning.id }),
  );
  details.addEventListener('toggle', () => onOpen(warning.id, details.open));
  const belongs = warning.emergencyIds.map((id) => emergencies.get(id)).filter((one) => one !== undefined);
  return h(
    'li',
    { class: `card warning mode-${mode}`, 'data-colour': colour ?? 'none', 'data-state': state },
    details,
    h(
      'p',
      { class: 'foot' },
      h(
        'span',
        { class: 'meta' },
        belongs.length > 0
          ? t('belongsTo', { title: belongs.map(({ title }) => local(title)).join(' / ') })
          : t('noEmergency'),
      ),
      area.bbox || area.divisionCodes.length > 0
        ? h('button', { type: 'button', class: 'quiet', onclick: () => onFocus(warning.id) }, t('zoomTo'))
        : '',
    ),
  );
}

/** What a warning says in full; read when a person opens it. */
export function warningDetail({ description, instruction, area, identifier, sender, findings }) {
  const row = (name, value) => (value ? [h('dt', {}, t(name)), h('dd', {}, value)] : []);
  return h(
    'dl',
    {},
    row('description', description),
    row('instruction', instruction),
    row('area', area.description),
    row('identifier', identifier),
    row('sender', sender),
    row('findings', findings.length > 0 ? findings.join(', ') : t('noFindings')),
  );
}

export function messageCard(message, { timeZone }) {
  const { mode, outcome, headline, identifier, sender, receivedAt, findings, decision } = message;
  return h(
    'li',
    { class: `card message mode-${mode}`, 'data-outcome': outcome },
    h('span', { class: 'headline' }, modeWord(mode), headline || identifier || t('unnamed')),
    h('span', { class: 'chips' }, chip(`outcome ${outcome}`, t(`outcome_${outcome}`))),
    h(
      'span',
      { class: 'meta' },
      [sender, t('receivedAt', { time: time(receivedAt, timeZone) })].filter(Boolean).join(' · '),
    ),
    findingList(findings.slice(0, FINDINGS_SHOWN)),
    findings.length > FINDINGS_SHOWN
      ? h(
          'details',
          {},
          h('summary', { class: 'meta' }, t('moreFindings', { n: findings.length - FINDINGS_SHOWN })),
          findingList(findings.slice(FINDINGS_SHOWN)),
        )
      : '',
    decision
      ? h(
          'p',
          { class: 'meta' },
          t(`decision_${decision.decision}`, { ...decision, time: time(decision.at, timeZone) }),
        )
      : '',
    isWaiting(message) ? decideForm(message) : '',
  );
}

const findingList = (findings) =>
  h(
    'ul',
    { class: 'findings' },
    findings.map(({ code, path, text }) =>
      h('li', {}, local(text), ' ', h('code', {}, [path, code].filter(Boolean).join(' '))),
    ),
  );

export function timelineEntry(entry, { timeZone }) {
  const { at, mode, code, warning } = entry;
  return h(
    'li',
    {
      class: `fact mode-${mode}${ASKS_A_PERSON.has(code) ? ' asks' : ''}`,
      'data-colour': code.startsWith('alerting.') ? (warning?.colour ?? 'none') : 'none',
    },
    h('time', { datetime: at }, time(at, timeZone)),
    h('p', {}, modeWord(mode), draftMark(entry.data?.draft), sentence(entry)),
  );
}

function placeOf({ divisionCodes, description, bbox }, outlines) {
  if (divisionCodes.length > 0) return divisionNames(divisionCodes, outlines);
  if (description) return description;
  return bbox ? '' : t('noArea');
}
