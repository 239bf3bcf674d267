const SEVERITY_ORDER = ['Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown'] as const;
const COLOUR_ORDER = ['red', 'orange', 'yellow', 'blue'] as const;

type Severity = (typeof SEVERITY_ORDER)[number];
type Colour = (typeof COLOUR_ORDER)[number];

/** The parts of an info block that decide which one speaks for the message. */
export interface InfoForSummary {
  language: string;
  severity: Severity;
  colour?: Colour;
}

/**
 * Rule ALRT-09: of several info blocks the gravest speaks for the message, and of equally grave ones the Chinese.
 * Undefined when there is none.
 */
export function speaker<Info extends InfoForSummary>(infos: readonly Info[]): Info | undefined {
  return [...infos].sort((a, b) => rank(a) - rank(b) || chinese(b) - chinese(a))[0];
}

/** The gravest colour that any block names: a zone in orange must not hide behind another in blue. */
export function gravestColour(infos: readonly InfoForSummary[]): Colour | undefined {
  return COLOUR_ORDER.find((colour) => infos.some((info) => info.colour === colour));
}

function rank({ severity }: InfoForSummary): number {
  return SEVERITY_ORDER.indexOf(severity);
}

function chinese({ language }: InfoForSummary): number {
  return language.startsWith('zh') ? 1 : 0;
}
