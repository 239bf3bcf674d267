import type { FindingCode, Findings } from '../findings/finding';
import type { CapMessage, Info } from '../message';
import { childPath } from '../read/reading';

const LONGEST_HEADLINE = 139;
const LONGEST_EVENT = 35;
const MOST_POINTS = 100;

/** What Google's feed rules and WMO's composer ask beyond the standard. */
export function checkStrictly({ infos }: CapMessage, findings: Findings): void {
  const differ = (values: string[]) => new Set(values).size > 1;
  if (differ(infos.map((info) => [...info.categories].sort().join())))
    findings.add('strict.categories-differ', '/alert');
  if (differ(infos.map((info) => JSON.stringify(info.eventCodes)))) findings.add('strict.event-codes-differ', '/alert');
  infos.forEach((info, index) => {
    const path = childPath('/alert', 'info', index);
    for (const [code, broken] of recommendations(info)) if (broken) findings.add(code, path);
    checkAreas(info, path, findings);
  });
}

function recommendations(info: Info): [FindingCode, boolean][] {
  const { headline, description, instruction, event, web, expires, urgency, severity, certainty } = info;
  const texts = [headline, description, instruction].filter((text) => text !== undefined);
  return [
    ['strict.description-missing', description === undefined],
    ['strict.web-missing', web === undefined],
    ['strict.expires-missing', expires === undefined],
    ['strict.unknown-class', [urgency, severity, certainty].includes('Unknown')],
    ['strict.headline-missing', headline === undefined],
    ['strict.headline-too-long', (headline?.length ?? 0) > LONGEST_HEADLINE],
    ['strict.headline-repeated', new Set(texts).size < texts.length],
    ['strict.event-too-long', event.length > LONGEST_EVENT],
  ];
}

function checkAreas({ areas }: Info, path: string, findings: Findings): void {
  const placed = areas.some((area) => area.polygons.length + area.circles.length + area.geocodes.length > 0);
  if (!placed) findings.add('strict.area-missing', path);
  areas.forEach((area, index) => {
    const at = childPath(path, 'area', index);
    if (area.circles.some(({ radiusMetres }) => radiusMetres === 0)) findings.add('strict.circle-zero', at);
    if (area.polygons.some((ring) => ring.length > MOST_POINTS)) findings.add('strict.polygon-many-points', at);
  });
}
