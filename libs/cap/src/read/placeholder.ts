import type { Findings } from '../findings/finding';
import type { XmlElement } from '../xml/xml-tree';

/** A field of a template that nobody has filled in, as the whole text: `{{id}}`, `${id}`, `%ID%`, `$ID$`, `<%= id %>`. */
const FIELD = /^(?:\{\{[^{}]*\}\}|[$#]\{[^{}]*\}|<%.*%>|%%?[A-Za-z_ -]+%%?|\$[A-Za-z_]+\$)$/s;
/** The same somewhere in a key, where no issuer has such signs. */
const INSIDE = /\{\{|[$#]\{|<%|%%/;
/** `YYYY-MM-DDThh:mm:ss±hh:mm` in place of a time. */
const TIME = /^[YMDHSTZ]{4}-M{1,2}-D{1,2}[^\d]*$/i;
/** What example generators and people write where something is still to come; one alone may be meant. */
const STOPGAP = /^(?:string|text|value|x{3,}|_{3,}|\?|\[[A-Za-z_ -]+\])$/i;

const KEYS = ['identifier', 'sender'];
const TIMES = ['sent', 'sendTime'];
const FIELDS = [
  'event',
  'urgency',
  'severity',
  'certainty',
  'effective',
  'expires',
  'senderName',
  'headline',
  'description',
  'instruction',
];
const LONGEST = 200;

/**
 * Reports an alert with fields of a template in it. Without a key or a time of its own nobody has filled it in; one
 * field that was left over may be a fault in a real alert, and two are no accident.
 */
export function checkPlaceholders(alert: XmlElement, findings: Findings): void {
  const infos = alert.children.filter(({ name }) => name === 'info');
  const found =
    textsOf(alert, KEYS).find((text) => FIELD.test(text) || INSIDE.test(text)) ??
    textsOf(alert, TIMES).find((text) => FIELD.test(text) || TIME.test(text));
  const stopgaps = textsOf(alert, KEYS).filter((text) => STOPGAP.test(text));
  const leftOver = new Set(infos.flatMap((info) => textsOf(info, FIELDS)).filter((text) => FIELD.test(text)));
  if (found !== undefined) findings.add('cap.template', '/alert', { found });
  else if (stopgaps.length === KEYS.length) findings.add('cap.template', '/alert', { found: stopgaps.join(' ') });
  else if (leftOver.size > 1) findings.add('cap.template', '/alert', { found: [...leftOver].join(' ') });
  else if (isBlankForm(alert)) findings.add('cap.template', '/alert', { found: '' });
  else if (leftOver.size === 1) findings.add('cap.field-unfilled', '/alert/info', { found: [...leftOver].join() });
}

/** The places of keys and time are all there, and nothing stands in any of them. */
function isBlankForm(alert: XmlElement): boolean {
  return [...KEYS, 'sent'].every((name) => {
    const texts = textsOf(alert, [name]);
    return texts.length > 0 && texts.every((text) => text === '');
  });
}

function textsOf(element: XmlElement, names: readonly string[]): string[] {
  return element.children
    .filter(({ name, text }) => names.includes(name) && text.length <= LONGEST)
    .map(({ text }) => text.trim());
}
