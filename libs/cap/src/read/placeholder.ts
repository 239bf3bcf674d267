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
const FIELDS = ['event', 'headline', 'urgency', 'severity', 'certainty'];
const LONGEST = 200;

/** Reports an alert with fields of a template in it. Only fields that an issuer always fills in himself are looked at. */
export function checkPlaceholders(alert: XmlElement, findings: Findings): void {
  const infos = alert.children.filter(({ name }) => name === 'info');
  const found =
    textsOf(alert, KEYS).find((text) => FIELD.test(text) || INSIDE.test(text)) ??
    textsOf(alert, TIMES).find((text) => FIELD.test(text) || TIME.test(text)) ??
    infos.flatMap((info) => textsOf(info, FIELDS)).find((text) => FIELD.test(text));
  const stopgaps = textsOf(alert, KEYS).filter((text) => STOPGAP.test(text));
  if (found !== undefined) findings.add('cap.template', '/alert', { found });
  else if (stopgaps.length === KEYS.length) findings.add('cap.template', '/alert', { found: stopgaps.join(' ') });
}

function textsOf(element: XmlElement, names: readonly string[]): string[] {
  return element.children
    .filter(({ name, text }) => names.includes(name) && text.length <= LONGEST)
    .map(({ text }) => text.trim());
}
