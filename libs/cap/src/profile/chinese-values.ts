import type { CapSeverity, Category, Certainty, Colour } from '../vocabulary';

const COLOUR_WORDS: Record<string, Colour> = { red: 'red', orange: 'orange', yellow: 'yellow', blue: 'blue' };
const SEVERITY: Record<Colour, CapSeverity> = { red: 'Extreme', orange: 'Severe', yellow: 'Moderate', blue: 'Minor' };
const COLOUR_IN_HEADLINE: readonly [string, Colour][] = [
  ['红色预警', 'red'],
  ['橙色预警', 'orange'],
  ['黄色预警', 'yellow'],
  ['蓝色预警', 'blue'],
];

/** The colour that China's profile writes into `severity`; undefined for Unknown and anything else. */
export function chineseColour(text: string): Colour | undefined {
  return COLOUR_WORDS[text.trim().toLowerCase()];
}

/** CAP severity of a colour: the mapping that the meteorological service itself uses abroad. */
export function severityOfColour(colour: Colour): CapSeverity {
  return SEVERITY[colour];
}

export function colourOfSeverity(severity: CapSeverity): Colour | undefined {
  return (Object.keys(SEVERITY) as Colour[]).find((colour) => SEVERITY[colour] === severity);
}

/** The one colour that a Chinese headline names (`…暴雨红色预警…`); undefined when it names none or several. */
export function colourOfHeadline(headline: string): Colour | undefined {
  const named = COLOUR_IN_HEADLINE.filter(([word]) => headline.includes(word));
  return named.length === 1 ? named[0]?.[1] : undefined;
}

/** VeryLikely (China's profile) and Very Likely (CAP 1.0) mean Likely. */
export function chineseCertainty(text: string): Certainty | undefined {
  return text.replace(/[\s_-]/g, '').toLowerCase() === 'verylikely' ? 'Likely' : undefined;
}

const CATEGORY_OF_GROUP: readonly [string, Category][] = [
  ['11B', 'Met'],
  ['11A', 'Met'],
  ['11C', 'Geo'],
  ['11D', 'Geo'],
  ['11E', 'Met'],
  ['11F', 'Env'],
  ['11G', 'Fire'],
  ['12', 'Safety'],
  ['13', 'Health'],
  ['14', 'Security'],
];

/** CAP category of a Chinese event type code; the profile itself has no category. */
export function categoryOfEventType(eventType: string | undefined): Category {
  return CATEGORY_OF_GROUP.find(([group]) => eventType?.startsWith(group))?.[1] ?? 'Unknown';
}
