import type { FindingCode } from '../findings/finding';
import type { Info } from '../message';
import {
  categoryOfEventType,
  chineseCertainty,
  chineseColour,
  severityOfColour,
  colourOfHeadline,
} from '../profile/chinese-values';
import {
  CATEGORIES,
  CERTAINTIES,
  RESPONSE_TYPES,
  SEVERITIES,
  URGENCIES,
  type Category,
  type Certainty,
  type Profile,
} from '../vocabulary';
import type { XmlElement } from '../xml/xml-tree';
import { childrenOf } from './children';
import { assumedLanguage, languageTag } from './language';
import { readArea } from './read-area';
import { readResource } from './read-resource';
import { childPath, keepOriginal, type Children, type Reading } from './reading';
import { SHAPES } from './shape';
import { elementText, match, oneOf, pairsOf, proseOf, textOf, textsOf, timeOf } from './values';

const LONGEST_HEADLINE = 160;
/** It was a value of CAP 1.0 and is one of China's profile. */
const VERY_LIKELY: Record<Profile, FindingCode> = {
  'cap-1.0': 'cap.version-value',
  'cap-1.1': 'cap.certainty-very-likely',
  'cap-1.2': 'cap.certainty-very-likely',
  cn: 'cn.certainty-very-likely',
};

/** One info block as the model has it; what is missing or not allowed becomes Unknown, with a warning. */
export function readInfo(element: XmlElement, path: string, reading: Reading): Info {
  const { findings, profile } = reading;
  const shapes = SHAPES[profile];
  const children = childrenOf(element, shapes.info, path, reading, shapes.ordered);
  const headline = proseOf(children, 'headline', path, reading);
  const description = proseOf(children, 'description', path, reading);
  const instruction = proseOf(children, 'instruction', path, reading);
  const event = textOf(children, 'event', path, reading);
  const eventType = profile === 'cn' ? textOf(children, 'eventType', path, reading) : undefined;
  if (event === undefined && eventType === undefined) findings.add('cap.event-missing', path);
  if (eventType !== undefined) findings.add('cn.event-type', childPath(path, 'eventType'), { found: eventType });
  if (headline !== undefined && headline.length > LONGEST_HEADLINE)
    findings.add('cap.headline-too-long', childPath(path, 'headline'));

  const info: Info = {
    language: readLanguage(element, children, `${event ?? ''} ${headline ?? ''} ${description ?? ''}`, path, reading),
    categories: readCategories(children, eventType, path, reading),
    event: event ?? eventType ?? headline ?? '',
    responseTypes: readResponseTypes(children, path, reading),
    urgency: oneOf(URGENCIES, children, 'urgency', path, reading, 'cap.urgency-missing') ?? 'Unknown',
    ...readSeverity(children, headline, path, reading),
    certainty: readCertainty(children, path, reading),
    eventCodes: pairsOf(children, 'eventCode', path, reading),
    parameters: pairsOf(children, 'parameter', path, reading),
    resources: (children.get('resource') ?? []).map((child, index) =>
      readResource(child, childPath(path, 'resource', index), reading),
    ),
    areas: (children.get('area') ?? []).map((child, index) => readArea(child, childPath(path, 'area', index), reading)),
  };
  if (eventType !== undefined) info.eventCodes.unshift({ valueName: 'eventType', value: eventType });
  if (info.areas.length === 0) findings.add('cap.area-missing', path);
  info.parameters.forEach(({ valueName, value }, index) => {
    if (!/polygon.{0,20}ur[il]/i.test(valueName)) return;
    findings.add('cap.polygon-behind-link', childPath(path, 'parameter', index), { found: value });
  });

  const optional = {
    audience: textOf(children, 'audience', path, reading),
    effective: timeOf(children, 'effective', path, reading),
    onset: timeOf(children, 'onset', path, reading),
    expires: timeOf(children, 'expires', path, reading),
    senderName: textOf(children, 'senderName', path, reading),
    headline,
    description,
    instruction,
    web: readWeb(children, path, reading),
    contact: textOf(children, 'contact', path, reading),
  };
  for (const [name, value] of Object.entries(optional)) {
    if (value !== undefined) info[name as keyof typeof optional] = value;
  }
  return info;
}

function readLanguage(element: XmlElement, children: Children, prose: string, path: string, reading: Reading): string {
  const { findings } = reading;
  const text = textOf(children, 'language', path, reading);
  const attribute = element.attributes.find(({ name }) => name === 'lang' || name === 'xml:lang')?.value;
  const instead = text === undefined && attribute !== undefined ? languageTag(attribute.trim()) : undefined;
  if (instead !== undefined) {
    findings.add('cap.language-attribute', path, { found: attribute as string, repaired: instead });
    return instead;
  }
  const tag = text === undefined ? undefined : languageTag(text);
  if (tag !== undefined) {
    if (tag !== text) keepOriginal(reading, childPath(path, 'language'), text as string);
    return tag;
  }
  const assumed = assumedLanguage(prose);
  const at = childPath(path, 'language');
  if (text === undefined) findings.add('cap.language-assumed', at, { repaired: assumed });
  else findings.add('cap.language-form', at, { found: text, repaired: assumed });
  return assumed;
}

function readCategories(children: Children, eventType: string | undefined, path: string, reading: Reading): Category[] {
  const categories = new Set<Category>();
  (children.get('category') ?? []).forEach((element, index) => {
    const at = childPath(path, 'category', index);
    const text = elementText(element, at, reading);
    const category = text === undefined ? undefined : match(CATEGORIES, text, at, reading, element.text);
    if (category !== undefined) categories.add(category);
    else if (text !== undefined) reading.findings.add('cap.category-missing', at, { found: text });
  });
  if (categories.size > 0) return [...categories];
  if (reading.profile === 'cn') return [categoryOfEventType(eventType)];
  if (reading.profile === 'cap-1.0' && !children.has('category')) return ['Unknown'];
  if (!reading.findings.has('cap.category-missing')) reading.findings.add('cap.category-missing', path);
  return ['Unknown'];
}

function readResponseTypes(children: Children, path: string, reading: Reading): Info['responseTypes'] {
  const texts = textsOf(children, 'responseType', path, reading);
  return texts.flatMap((text, index) => {
    const at = childPath(path, 'responseType', index);
    const type = match(RESPONSE_TYPES, text, at, reading);
    if (type === undefined) reading.findings.add('cap.response-type-unknown', at, { found: text });
    return type === undefined ? [] : [type];
  });
}

/** Severity, and the colour where the message has one: China's profile gives the colour in its place. */
function readSeverity(
  children: Children,
  headline: string | undefined,
  path: string,
  reading: Reading,
): Pick<Info, 'severity' | 'colour'> {
  const { findings, profile } = reading;
  const at = childPath(path, 'severity');
  const raw = textOf(children, 'severity', path, reading);
  const given = profile === 'cn' && raw !== undefined ? chineseColour(raw) : undefined;
  if (given !== undefined) {
    const severity = severityOfColour(given);
    findings.add('cn.severity-colour', at, { found: raw as string, repaired: severity });
    keepOriginal(reading, at, raw as string);
    return { severity, colour: given };
  }
  const severity = oneOf(SEVERITIES, children, 'severity', path, reading, 'cap.severity-missing') ?? 'Unknown';
  const colour = headline === undefined ? undefined : colourOfHeadline(headline);
  if (colour === undefined) return { severity };
  if (severity !== 'Unknown' && severity !== severityOfColour(colour)) {
    findings.add('cap.colour-contradicting', at, {
      found: `${severity} / ${colour}`,
      expected: severityOfColour(colour),
    });
    return { severity };
  }
  return { severity, colour };
}

/** "Very Likely" was a value of CAP 1.0; China's profile writes VeryLikely. Both mean Likely. */
function readCertainty(children: Children, path: string, reading: Reading): Certainty {
  const at = childPath(path, 'certainty');
  const raw = textOf(children, 'certainty', path, reading);
  const meant = raw === undefined ? undefined : chineseCertainty(raw);
  if (raw === undefined || meant === undefined) {
    return oneOf(CERTAINTIES, children, 'certainty', path, reading, 'cap.certainty-missing') ?? 'Unknown';
  }
  reading.findings.add(VERY_LIKELY[reading.profile], at, { found: raw, repaired: meant });
  keepOriginal(reading, at, raw);
  return meant;
}

/** A web address with a scheme; `www.…` gets https. */
function readWeb(children: Children, path: string, reading: Reading): string | undefined {
  const text = textOf(children, 'web', path, reading);
  if (text === undefined || /^[A-Za-z][A-Za-z0-9+.-]{0,30}:/.test(text)) return text;
  const repaired = /^(?:www\.)?[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,6}(?:[/?#]\S*)?$/.test(text)
    ? `https://${text}`
    : text;
  reading.findings.add('cap.web-form', childPath(path, 'web'), {
    found: text,
    ...(repaired === text ? {} : { repaired }),
  });
  return repaired;
}
