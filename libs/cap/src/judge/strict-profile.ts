import type { FindingCode, Findings } from '../findings/finding';
import type { Area, CapMessage, Info } from '../message';
import { anyOverlap } from '../geometry/overlap';
import { childPath } from '../read/reading';

const LONGEST_HEADLINE = 139;
const LONGEST_EVENT = 35;
const MOST_POINTS = 100;
const TIMES = ['effective', 'onset', 'expires'] as const;

/** What Google's profile for public alerts and WMO's composer ask beyond the standard. */
export function checkStrictly(message: CapMessage, findings: Findings): void {
  const { msgType, references, infos } = message;
  if ((msgType === 'Update' || msgType === 'Cancel') && references.length === 0) {
    findings.add('strict.followup-names-nothing', '/alert/msgType');
  }
  if (infos.length === 0) findings.add('strict.info-missing', '/alert');
  checkTogether(infos, findings);
  checkOffset(message, '/alert/sent', findings);
  infos.forEach((info, index) => {
    const path = childPath('/alert', 'info', index);
    for (const [code, place, broken] of recommendations(info)) if (broken) findings.add(code, path + place);
    for (const name of TIMES) checkOffset(message, childPath(path, name), findings);
    checkAreas(info, path, findings);
  });
}

/** What several info blocks of one alert should have in common, and what not. */
function checkTogether(infos: readonly Info[], findings: Findings): void {
  const differ = (values: string[]) => new Set(values).size > 1;
  if (differ(infos.map((info) => [...info.categories].sort().join()))) {
    findings.add('strict.categories-differ', '/alert');
  }
  if (differ(infos.map((info) => JSON.stringify(info.eventCodes)))) findings.add('strict.event-codes-differ', '/alert');
  const byLanguage = new Map<string, Info[]>();
  for (const info of infos) byLanguage.set(info.language, [...(byLanguage.get(info.language) ?? []), info]);
  for (const same of byLanguage.values()) {
    if (differ(same.map(({ event }) => event))) findings.add('strict.events-differ', '/alert');
  }
  const descriptions = [...byLanguage.values()].flatMap(([info]) => info?.description ?? []);
  if (new Set(descriptions).size < descriptions.length) findings.add('strict.languages-say-the-same', '/alert');
}

function recommendations(info: Info): [FindingCode, string, boolean][] {
  const { headline, description, instruction, effective, expires } = info;
  const texts = [headline, description, instruction].filter((text) => text !== undefined);
  return [
    ['strict.description-missing', '', description === undefined],
    ['strict.web-missing', '', info.web === undefined],
    ['strict.expires-missing', '', expires === undefined],
    ['strict.effective-after-expires', '/effective', later(effective, expires)],
    ['strict.unknown-class', '/urgency', info.urgency === 'Unknown'],
    ['strict.unknown-class', '/severity', info.severity === 'Unknown'],
    ['strict.unknown-class', '/certainty', info.certainty === 'Unknown'],
    ['strict.sender-name-missing', '', info.senderName === undefined],
    ['strict.response-type-missing', '', info.responseTypes.length === 0],
    ['strict.instruction-missing', '', instruction === undefined],
    ['strict.contact-missing', '', info.contact === undefined],
    ['strict.headline-missing', '', headline === undefined],
    ['strict.headline-too-long', '/headline', (headline?.length ?? 0) > LONGEST_HEADLINE],
    ['strict.headline-repeated', '', new Set(texts).size < texts.length],
    ['strict.event-too-long', '/event', info.event.length > LONGEST_EVENT],
  ];
}

function later(effective: string | undefined, expires: string | undefined): boolean {
  return effective !== undefined && expires !== undefined && Date.parse(effective) > Date.parse(expires);
}

/** UTC tells nobody what the clock on the wall says. */
function checkOffset({ original }: CapMessage, path: string, findings: Findings): void {
  const text = original[path];
  if (text !== undefined && /(?:Z|[+-]00:?00)$/i.test(text)) findings.add('strict.offset-zero', path, { found: text });
}

function checkAreas({ areas }: Info, path: string, findings: Findings): void {
  const hasShape = ({ polygons, circles }: Area) => polygons.length + circles.length > 0;
  if (areas.length === 0) findings.add('strict.area-missing', path);
  else if (!areas.some(hasShape)) findings.add('strict.area-without-shape', path);
  if (anyOverlap(areas.flatMap(({ polygons }) => polygons))) findings.add('strict.polygons-overlapping', path);
  areas.forEach((area, index) => {
    const at = childPath(path, 'area', index);
    if (!hasShape(area) && area.geocodes.length === 0) findings.add('strict.area-undescribed', at);
    if (area.circles.some(({ radiusMetres }) => radiusMetres === 0)) findings.add('strict.circle-zero', at);
    if (area.polygons.some((ring) => ring.length > MOST_POINTS)) findings.add('strict.polygon-many-points', at);
  });
}
