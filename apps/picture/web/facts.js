import { current, fill, local, t } from './language.js';
import { count } from './quantities.js';
import { SENTENCES } from './sentences.js';

/** A time of the jurisdiction; the day is left out when it is today. */
export function time(instant, timeZone) {
  const date = new Date(instant);
  const day = (when) => when.toLocaleDateString('sv-SE', { timeZone });
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone };
  const isToday = day(date) === day(new Date());
  return date.toLocaleString(
    current(),
    isToday ? clock : { month: 'numeric', day: 'numeric', ...clock, ...yearIfOther(date) },
  );
}

const yearIfOther = (date) => (date.getFullYear() === new Date().getFullYear() ? {} : { year: 'numeric' });

/** How long ago, in the words of the page. */
export function age(since) {
  const seconds = Math.max(0, Math.round((Date.now() - since) / 1000));
  return seconds < 120 ? t('seconds', { n: seconds }) : t('minutes', { n: Math.floor(seconds / 60) });
}

export const headlineOf = (warning) => warning?.headline || warning?.event || t('unnamed');

/** The sentence of a fact on the timeline, in the language that is being read. */
export function sentence({ code, data, warning, names }) {
  const known = SENTENCES[code];
  if (known === undefined) return code;
  const template = known.by === undefined ? known : known[data[known.by]];
  if (template === undefined) return code;
  return fill(template[current()], {
    ...counted(data),
    ...named(names),
    title: data.name,
    plan: local(names?.plan ?? data.planName) || data.plan,
    metric: word('metric', data.metric),
    unit: word('unit', data.unit),
    authority: word('authority', data.authority),
    headline: headlineOf(warning),
    office: warning?.senderName || warning?.sender || '',
    name: data.actor?.name ?? '',
    note: data.note ? `${current() === 'en' ? '. ' : '。'}${data.note}` : '',
  });
}

const counted = (data) =>
  Object.fromEntries(
    Object.entries(data).map(([name, it]) => [name, typeof it === 'number' ? count(it, current()) : it]),
  );

const named = (names = {}) =>
  Object.fromEntries(
    ['team', 'machine', 'shelter', 'incident', 'zone'].map((kind) => [kind, names[kind] ?? t(`some_${kind}`)]),
  );

/** The word for a code of a kind; a code without one is told as it is. */
export function word(kind, code) {
  const text = t(`${kind}_${code}`);
  return text === `${kind}_${code}` ? code : text;
}

/** The names of the divisions, where the map knows them. */
export function divisionNames(codes, outlines) {
  const known = outlines?.features ?? [];
  if (known.length > 0 && codes.some((code) => known.every((one) => covers(code, one.properties.code)))) {
    return t(codes.some((code) => prefix(code).length === 4) ? 'wholeCity' : 'wholeMap');
  }
  const names = codes.map((code) => {
    const found = known.find((one) => one.properties.code === prefix(code));
    return found ? local(found.properties.name) : code;
  });
  return names.join(current() === 'en' ? ', ' : '、');
}

/** `621000` and `621000000000` are `6210`; `621021000000` is `621021`. */
export function prefix(code) {
  for (const length of [9, 6, 4, 2])
    if (code.length > length && /^0+$/.test(code.slice(length))) code = code.slice(0, length);
  return code;
}

/** Whether the division `outer` is `inner` or lies above it. */
export const covers = (outer, inner) => inner.startsWith(prefix(outer));
