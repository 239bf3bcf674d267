import type { CapMessage } from '../message';
import type { XmlElement } from '../xml/xml-tree';
import { readResource } from './read-resource';
import { childPath, keepOriginal, type Children, type Reading } from './reading';

/** Sender (14 digits) and time of the first issue, and sometimes the number of the issue. */
const IDENTIFIER = /^\d{14}_\d{14}(?:_\d)?$/;
/** What the model has no place for, kept as it was written. */
const KEPT = ['senderCode', 'secClassification', 'code', 'method'];
const MOST_KEPT = 200;

/** The parts of China's profile that CAP does not have. */
export function readChineseParts(
  element: XmlElement,
  message: CapMessage,
  children: Children,
  path: string,
  reading: Reading,
): void {
  if (!IDENTIFIER.test(message.identifier)) {
    reading.findings.add('cn.identifier-form', childPath(path, 'identifier'), {
      found: message.identifier,
      expected: '14 digits _ 14 digits [_ digit]',
    });
  }
  let left = MOST_KEPT;
  for (const name of KEPT) {
    const same = element.children.filter((child) => child.name === name);
    same.forEach((child, index) => keep(child, childPath(path, name, same.length > 1 ? index : undefined)));
  }
  const resources = (children.get('resource') ?? []).map((child, index) =>
    readResource(child, childPath(path, 'resource', index), reading),
  );
  if (resources.length === 0) return;
  reading.findings.add('cn.resource-of-alert', childPath(path, 'resource'));
  for (const info of message.infos) info.resources.push(...resources);

  function keep(part: XmlElement, at: string): void {
    left -= 1;
    if (left < 0) return;
    if (part.text.trim() !== '') keepOriginal(reading, at, part.text.trim());
    part.children.forEach((child, index) => keep(child, childPath(at, child.name, index)));
  }
}
