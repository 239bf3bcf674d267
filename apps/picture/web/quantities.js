/** A number as people of the language write it. */
export const count = (value, language) => new Intl.NumberFormat(language, { maximumFractionDigits: 2 }).format(value);

/** A figure with what it claims: what is known to be a lower bound says so, `≥ 1,842`. */
export const amount = ({ value, kind }, language) => `${kind === 'at-least' ? '≥ ' : ''}${count(value, language)}`;

const OPERATORS = { '>=': '≥', '<': '<' };
export const operator = (op) => OPERATORS[op] ?? op;

/** `[code, value]` of the given codes that there is any of; the first is always told. */
export const countsOf = (counts, codes) =>
  codes.map((code, i) => [code, counts?.[code] ?? 0, i]).filter(([, value, i]) => value > 0 || i === 0);

/** The ledgers that have not arrived whole, with how many rows are here of how many. */
export const incompleteLedgers = (ledgers) => ledgers.filter(({ complete }) => !complete);
