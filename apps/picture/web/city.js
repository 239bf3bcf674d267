import { h } from './dom.js';
import { divisionNames, prefix } from './facts.js';
import { current, t } from './language.js';
import { count, incompleteLedgers } from './quantities.js';

const COLUMNS = [
  ['zones', 'zones'],
  ['points', 'points'],
  ['householdsShort', 'households'],
  ['persons', 'persons'],
  ['shelters', 'shelters'],
  ['teams', 'teams'],
];

/** What the ledgers hold, county by county. */
export function cityView({ divisions, total, ledgers }, outlines) {
  const cells = (figures) => COLUMNS.map(([, field]) => h('td', {}, count(figures[field] ?? 0, current())));
  return [
    h(
      'table',
      { class: 'city-table' },
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          [['division'], ...COLUMNS].map(([code]) => h('th', { scope: 'col' }, t(code))),
        ),
      ),
      h(
        'tbody',
        {},
        divisions.map((one) =>
          h('tr', {}, h('th', { scope: 'row' }, countyName(one.divisionCode, outlines)), cells(one)),
        ),
      ),
      h('tfoot', {}, h('tr', {}, h('th', { scope: 'row' }, t('cityTotal')), cells(total))),
    ),
    h(
      'p',
      { class: 'meta' },
      t('cityMore', {
        capacity: count(total.shelterCapacity ?? 0, current()),
        machines: count(total.machines ?? 0, current()),
      }),
    ),
    ledgerLine(ledgers),
  ];
}

/** What belongs to the city itself, such as its own teams, has a row of its own beside the counties. */
const countyName = (code, outlines) => (prefix(code).length === 4 ? t('cityLevel') : divisionNames([code], outlines));

function ledgerLine(ledgers) {
  const missing = incompleteLedgers(ledgers);
  if (missing.length === 0) return h('p', { class: 'ledgers complete' }, `✓ ${t('ledgersComplete')}`);

  const gaps = missing.map(({ ledger, here, total }) => {
    const name = t(`ledger_${ledger}`);
    if (total === null || total === undefined) return t('ledgerUnknown', { ledger: name });
    return t('ledgerGap', { ledger: name, here: count(here, current()), total: count(total, current()) });
  });
  return h(
    'p',
    { class: 'ledgers incomplete' },
    `⚠ ${t('ledgersIncomplete')}${gaps.join(current() === 'en' ? ', ' : '、')}`,
  );
}
