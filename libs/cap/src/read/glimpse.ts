import { shortened, xmlCharactersOnly } from '../xml/characters';
import type { XmlElement } from '../xml/xml-tree';
import { plainText } from './plain-text';
import { withoutUnsafe } from './values';

/** What can be seen of an alert that could not be read as a message: enough for a person to tell which one it is. */
export interface Glimpse {
  identifier?: string;
  sender?: string;
  /** Headline, else event, of the first info block that has one. */
  headline?: string;
}

const LONGEST = 500;

/** Nothing here is checked or repaired: it is shown to people, and never acted on. */
export function glimpseOf(alert: XmlElement): Glimpse {
  const infos = alert.children.filter(({ name }) => name === 'info');
  const first = (name: string) => infos.map((info) => textIn(info, name)).find((text) => text !== undefined);
  const seen = {
    identifier: textIn(alert, 'identifier'),
    sender: textIn(alert, 'sender') ?? textIn(alert, 'senderCode'),
    headline: first('headline') ?? first('event') ?? first('eventType'),
  };
  return Object.fromEntries(Object.entries(seen).filter(([, text]) => text !== undefined));
}

function textIn(parent: XmlElement, name: string): string | undefined {
  const texts = parent.children.filter((child) => child.name === name).map(({ text }) => oneLine(text));
  return texts.find((text) => text !== '');
}

function oneLine(text: string): string {
  const plain = plainText(withoutUnsafe(xmlCharactersOnly(text.slice(0, 4 * LONGEST))));
  return shortened(plain.replace(/\s+/g, ' ').trim(), LONGEST);
}
