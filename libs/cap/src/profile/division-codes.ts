import type { Area } from '../message';

const SCHEMES = ['cpeas', 'gb/t 2260', 'gb/t2260', 'gbt2260', 'adcode', 'divisioncode', 'division code'];
const CODE = /^\d{6}(?:\d{3}){0,3}$/;

/**
 * Chinese administrative division codes of an area (GB/T 2260, statistics codes for township and village), each once.
 * `621021000000` is the county `621021`; lists in one value are split. Codes of other schemes are left alone.
 */
export function divisionCodes(area: Pick<Area, 'geocodes'>): string[] {
  const codes = new Set<string>();
  for (const { valueName, value } of area.geocodes) {
    if (!SCHEMES.some((scheme) => valueName.toLowerCase().includes(scheme))) continue;
    for (const part of value.split(/[,;，；、\s]+/)) {
      const code = shortest(part);
      if (code !== undefined) codes.add(code);
    }
  }
  return [...codes];
}

/** A division code without the zeros that pad it: 6 digits for county and above, 9 for a township, 12 for a village. */
function shortest(text: string): string | undefined {
  if (!CODE.test(text)) return undefined;
  let code = text;
  while (code.length > 6 && code.endsWith('000')) code = code.slice(0, -3);
  return code;
}
