import type { Supplied } from '@libs/cap';

/** What an officer says in the place of a message: in the terms of CAP, areas in GeoJSON order. */
export interface Correction {
  identifier?: string;
  sender?: string;
  sent?: string;
  status?: string;
  msgType?: string;
  scope?: string;
  references?: { sender: string; identifier: string; sent: string }[];
  expires?: string;
  area?: { description: string; divisionCodes?: string[]; polygons?: [number, number][][] };
}

const DIVISION_SCHEME = 'CPEAS Geographic Code';

/** The correction as the reader of CAP takes it. */
export function suppliedBy({ references, area, ...values }: Correction): Supplied {
  return {
    ...values,
    ...(references
      ? {
          references: references.map(({ sender, identifier, sent }) => `${sender},${identifier},${sent}`).join(' '),
        }
      : {}),
    ...(area
      ? {
          area: {
            areaDesc: area.description,
            polygons: (area.polygons ?? []).map((ring) => ring.map(([lon, lat]) => `${lat},${lon}`).join(' ')),
            geocodes: (area.divisionCodes ?? []).map((code) => ({
              valueName: DIVISION_SCHEME,
              value: code.padEnd(12, '0'),
            })),
          },
        }
      : {}),
  };
}
