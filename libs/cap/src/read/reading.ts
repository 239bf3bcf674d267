import type { Findings } from '../findings/finding';
import type { Profile } from '../vocabulary';
import { shortened } from '../xml/characters';
import type { XmlElement } from '../xml/xml-tree';

/** What the readers of one alert share. */
export interface Reading {
  findings: Findings;
  profile: Profile;
  /** Namespace of the alert element: its children are expected to have the same. */
  namespace: string;
  now: Date;
  original: Record<string, string>;
  /** Minutes east of UTC for times that name no offset. */
  assumedOffset: () => number;
}

/** Remembers what stood in the document before a value was converted. */
export function keepOriginal(reading: Reading, path: string, text: string): void {
  reading.original[path] = shortened(text, 2000);
}

/** Path of the n-th child of a name; singletons carry no number. */
export function childPath(path: string, name: string, index?: number): string {
  return index === undefined ? `${path}/${name}` : `${path}/${name}[${index + 1}]`;
}

/** The children of one element by name, already checked against its shape. */
export type Children = ReadonlyMap<string, readonly XmlElement[]>;
