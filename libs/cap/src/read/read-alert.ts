import type { CapMessage } from '../message';
import type { FindingCode } from '../findings/finding';
import { MESSAGE_TYPES, SCOPES, STATUSES } from '../vocabulary';
import type { XmlElement } from '../xml/xml-tree';
import { childrenOf } from './children';
import { readChineseParts } from './chinese-parts';
import { checkPlaceholders } from './placeholder';
import { readInfo } from './read-info';
import { readReferences } from './references';
import { childPath, type Children, type Reading } from './reading';
import { SHAPES } from './shape';
import { oneOf, textOf, textsOf, timeOf } from './values';

/** Longest identifier or sender that is taken: they are keys, and no issuer comes near it. */
const LONGEST_KEY = 500;
const FORBIDDEN = /[\s,<&]/;

/** One alert; undefined, with findings that hold or reject it, when what identifies and places it is missing. */
export function readAlert(element: XmlElement, reading: Reading): CapMessage | undefined {
  const path = '/alert';
  const { profile, findings } = reading;
  const shapes = SHAPES[profile];
  const children = childrenOf(element, shapes.alert, path, reading, shapes.ordered);

  const identifier = keyOf(children, ['identifier'], path, reading, 'identifier');
  const sender = keyOf(children, profile === 'cn' ? ['sender', 'senderCode'] : ['sender'], path, reading, 'sender');
  const sent = sentOf(children, path, reading);
  const status = oneOf(STATUSES, children, 'status', path, reading, 'cap.status-missing');
  const msgType = oneOf(MESSAGE_TYPES, children, 'msgType', path, reading, 'cap.msg-type-missing');
  const scope = oneOf(SCOPES, children, 'scope', path, reading, 'cap.scope-missing');
  const infos = (children.get('info') ?? []).map((child, index) =>
    readInfo(child, childPath(path, 'info', index), reading),
  );
  checkPlaceholders(element, findings);
  if (!identifier || !sender || !sent || !status || !msgType || !scope) return undefined;

  const own = { identifier, sender, sent };
  const references = readReferences(
    textOf(children, 'references', path, reading),
    own,
    childPath(path, 'references'),
    reading,
  );
  const message: CapMessage = {
    profile,
    ...own,
    status,
    msgType,
    scope,
    addresses: quotedList(textOf(children, 'addresses', path, reading)),
    codes: textsOf(children, 'code', path, reading),
    references,
    incidents: quotedList(textOf(children, 'incidents', path, reading)),
    infos,
    original: reading.original,
  };
  for (const name of ['source', 'restriction', 'note'] as const) {
    const text = textOf(children, name, path, reading);
    if (text !== undefined) message[name] = text;
  }
  if (profile === 'cn') readChineseParts(element, message, children, path, reading);
  return message;
}

/** The identifier or the sender: any text without the characters that separate references. */
function keyOf(
  children: Children,
  names: string[],
  path: string,
  reading: Reading,
  kind: 'identifier' | 'sender',
): string | undefined {
  const { findings } = reading;
  for (const name of names) {
    const text = textOf(children, name, path, reading);
    if (text === undefined) continue;
    const at = childPath(path, name);
    if (text.length > LONGEST_KEY) {
      findings.add(`cap.${kind}-too-long` satisfies FindingCode, at, { found: text });
      return undefined;
    }
    if (children.get(name)?.[0]?.text !== text) findings.add('cap.space-around', at, { repaired: text });
    if (FORBIDDEN.test(text)) findings.add(`cap.${kind}-characters` satisfies FindingCode, at, { found: text });
    return text;
  }
  findings.add(`cap.${kind}-missing` satisfies FindingCode, path);
  return undefined;
}

/** China's profile writes `sendTime`. */
function sentOf(children: Children, path: string, reading: Reading): string | undefined {
  const name = reading.profile === 'cn' && !children.has('sent') ? 'sendTime' : 'sent';
  if (name === 'sendTime') reading.findings.add('cn.send-time', childPath(path, name));
  const sent = timeOf(children, name, path, reading);
  if (sent === undefined) {
    reading.findings.add('cap.sent-missing', childPath(path, name), {
      found: textOf(children, name, path, reading) ?? '',
    });
  }
  return sent;
}

/** Items separated by white space; an item in double quotes may contain some. */
function quotedList(text: string | undefined): string[] {
  if (text === undefined) return [];
  const items: string[] = [];
  text.split('"').forEach((part, index) => {
    if (index % 2 === 1) items.push(part.trim());
    else items.push(...part.split(/\s+/));
  });
  return items.filter((item) => item !== '');
}
