import { h } from './dom.js';
import { divisionNames, time, word } from './facts.js';
import { current, local, t } from './language.js';
import { count, operator } from './quantities.js';

/** The mark that everything that comes from a draft rule carries, in both languages at once. */
export const draftMark = (draft) => (draft ? h('strong', { class: 'draft-mark' }, t('draftMark')) : '');

/** Active levels and open proposals of one emergency, active ones first. */
export function levelsView({ levels, proposals }, look) {
  const isDraft = [...levels, ...proposals].some(({ draft }) => draft);
  return [
    h(
      'ul',
      { class: 'levels' },
      levels
        .toSorted((a, b) => (a.state === b.state ? 0 : a.state === 'active' ? -1 : 1))
        .map((one) => level(one, look)),
    ),
    levels.length === 0 ? h('p', { class: 'none' }, t('noLevels')) : '',
    proposals.length > 0 ? h('h3', { class: 'proposals-title' }, t('proposals')) : '',
    h(
      'ul',
      { class: 'proposals' },
      proposals.map((one) => proposal(one, look)),
    ),
    isDraft ? h('p', { class: 'meta draft-note' }, t('draftPlan')) : '',
  ];
}

const badge = (level, state) =>
  h(
    'strong',
    { class: `level-badge level-${level}`, 'data-state': state },
    h('span', { class: 'unseen' }, t('levelWord'), ' '),
    level,
  );

function level(one, { timeZone, outlines }) {
  const { level, highestLevel, planName, plan, state, draft, divisionCode, activatedAt, endedAt } = one;
  const when =
    state === 'ended'
      ? t('endedAt', { time: time(endedAt, timeZone) })
      : t('activatedAt', { time: time(activatedAt, timeZone) });
  return h(
    'li',
    { class: `level${draft ? ' is-draft' : ''}`, 'data-state': state },
    badge(level, state),
    h(
      'div',
      {},
      h('p', { class: 'headline' }, draftMark(draft), local(planName) || plan),
      h(
        'p',
        { class: 'meta' },
        [
          t(state === 'ended' ? 'levelEnded' : 'levelActive'),
          highestLevel && highestLevel !== level ? t('highestLevel', { level: highestLevel }) : '',
          divisionNames([divisionCode], outlines),
          when,
        ]
          .filter(Boolean)
          .join(' · '),
      ),
    ),
  );
}

function proposal(one, { timeZone, outlines }) {
  const { level, planName, plan, planVersion, rule, figures, evidence, draft, divisionCode, proposedAt, state } = one;
  return h(
    'li',
    { class: `proposal${draft ? ' is-draft' : ''}` },
    badge(level, 'proposed'),
    h(
      'div',
      {},
      h('p', { class: 'headline' }, draftMark(draft), local(planName) || plan),
      h('p', { class: 'asked' }, `${t('proposedLevel', { level })} · ${t(`proposalState_${state}`)}`),
      h('ul', { class: 'crossed' }, figures.map(crossed)),
      h('p', { class: 'meta' }, t('proposalRule', { rule, version: planVersion ?? '–' })),
      h(
        'p',
        { class: 'meta' },
        [
          `${t('evidence', { tag: evidence })}: ${t(`evidence_${evidence}`)}`,
          divisionNames([divisionCode], outlines),
          t('proposedAt', { time: time(proposedAt, timeZone) }),
        ].join(' · '),
      ),
    ),
  );
}

function crossed({ metric, unit, value, op, threshold, eventIds, eventCount = eventIds?.length }) {
  const facts = {
    metric: word('metric', metric),
    unit: word('unit', unit),
    value: count(value, current()),
    op: operator(op),
    threshold: count(threshold, current()),
  };
  return h(
    'li',
    {},
    t('figureCrossed', facts),
    eventCount > 0
      ? h('span', { class: 'meta from' }, ` ${t('countedFrom', { n: count(eventCount, current()) })}`)
      : '',
  );
}
