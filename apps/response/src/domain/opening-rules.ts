import type { LocalText } from '@libs/kernel';

export type Colour = 'blue' | 'yellow' | 'orange' | 'red';
export type Severity = 'Extreme' | 'Severe' | 'Moderate' | 'Minor' | 'Unknown';
export type BBox = [west: number, south: number, east: number, north: number];

/** Which warnings of one kind of hazard open an emergency. */
export interface HazardRule {
  /** Hazard family; warnings of one family belong to one emergency. */
  hazard: string;
  name: LocalText;
  /** Event codes (China's profile) of the family. */
  eventCodes: string[];
  /** Words in the issuer's own name of the hazard, for warnings without a known code. */
  words: string[];
  /** Signal colours that open an emergency. */
  colours: Colour[];
  /** CAP severities that open one, for warnings without a colour. */
  severities: Severity[];
}

/** Rule data of one jurisdiction: `rules/emergency-opening/`. */
export interface OpeningRules {
  id: string;
  version: string;
  /** Division whose emergencies these are. */
  jurisdiction: string;
  name: LocalText;
  /** IANA time zone of the jurisdiction. */
  timeZone: string;
  /** WGS-84 degrees; contains the jurisdiction, for warnings that name no division. */
  bbox: BBox;
  draft: boolean;
  hazards: HazardRule[];
  closing: {
    /** Roles of which one decides that an emergency is over. */
    deciders: string[];
  };
}
