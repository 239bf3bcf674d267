import { containsDivision, divisionsOverlap, type Mode } from '@libs/kernel';
import type { BBox, Colour, HazardRule, OpeningRules, Severity } from './opening-rules';

/** What placing needs to know of a warning. */
export interface PlacedWarning {
  mode: Mode;
  inForce: boolean;
  event: string;
  eventCodes: string[];
  colour?: Colour | undefined;
  severity: Severity;
  divisionCodes: string[];
  bbox?: BBox | undefined;
}

export interface OpenEmergency {
  id: string;
  mode: Mode;
  hazard: string;
  divisionCodes: string[];
}

export type Placing =
  | { kind: 'attach'; emergencyId: string; rule: HazardRule; divisionCodes: string[] }
  | { kind: 'open'; rule: HazardRule; divisionCodes: string[] }
  | { kind: 'keep' };

/** The hazard family of a warning: by its code, otherwise by the issuer's words. */
export function hazardOf(
  warning: Pick<PlacedWarning, 'event' | 'eventCodes'>,
  rules: OpeningRules,
): HazardRule | undefined {
  const byCode = rules.hazards.find(({ eventCodes }) => warning.eventCodes.some((code) => eventCodes.includes(code)));
  if (byCode) return byCode;
  return rules.hazards.find(({ words }) => words.some((word) => says(warning.event, word)));
}

/** Words of languages that put spaces between them begin where a word begins: no rain in a train. */
function says(event: string, word: string): boolean {
  const sought = word.toLowerCase();
  const before = event.toLowerCase().split(sought).slice(0, -1);
  return /^[a-z]/.test(sought) ? before.some((text) => !/[a-z]$/.test(text)) : before.length > 0;
}

/**
 * The divisions in which a warning concerns the jurisdiction: those it names, as far as they lie inside; the whole
 * jurisdiction when it names none and its geometry meets it. A missing area never means everywhere.
 */
export function concernedDivisions(
  warning: Pick<PlacedWarning, 'divisionCodes' | 'bbox'>,
  rules: OpeningRules,
): string[] {
  if (warning.divisionCodes.length > 0) {
    const named = warning.divisionCodes.filter((code) => divisionsOverlap(code, rules.jurisdiction));
    // Of a whole province only the jurisdiction is ours: nobody here could act for the rest.
    return [...new Set(named.map((code) => (containsDivision(code, rules.jurisdiction) ? rules.jurisdiction : code)))];
  }
  return warning.bbox && meets(warning.bbox, rules.bbox) ? [rules.jurisdiction] : [];
}

/**
 * Rule RESP-01: a warning in force that concerns the jurisdiction joins an open emergency of its mode and hazard whose
 * divisions overlap; where there is none, one is opened if the rule data names its hazard and colour.
 */
export function place(warning: PlacedWarning, open: readonly OpenEmergency[], rules: OpeningRules): Placing {
  const rule = hazardOf(warning, rules);
  const divisionCodes = concernedDivisions(warning, rules);
  if (!rule || !warning.inForce || divisionCodes.length === 0) return { kind: 'keep' };
  const joined = open.find(
    (emergency) =>
      emergency.mode === warning.mode &&
      emergency.hazard === rule.hazard &&
      emergency.divisionCodes.some((mine) => divisionCodes.some((its) => divisionsOverlap(mine, its))),
  );
  if (joined) return { kind: 'attach', emergencyId: joined.id, rule, divisionCodes };
  return opens(warning, rule) ? { kind: 'open', rule, divisionCodes } : { kind: 'keep' };
}

const opens = (warning: PlacedWarning, rule: HazardRule): boolean =>
  warning.colour ? rule.colours.includes(warning.colour) : rule.severities.includes(warning.severity);

const meets = (a: BBox, b: BBox): boolean => a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];

/** The divisions of an emergency after a warning has joined it; what lies inside another is left out. */
export function widened(divisionCodes: readonly string[], by: readonly string[]): string[] {
  const all = [...new Set([...divisionCodes, ...by])].sort();
  // Of two ways to write the same division the shorter one stays; it is sorted first.
  return all.filter(
    (code, i) => !all.some((other, j) => containsDivision(other, code) && (!containsDivision(code, other) || j < i)),
  );
}
