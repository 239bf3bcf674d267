import { serialize } from 'node:v8';
import { capMessage } from '../../../../test/alerting/cap-message';
import { assess } from './assessment';

describe('what comes back from a thread', () => {
  it('is small, however large the outline and the attachment: shapes are text already, and nothing is there twice', () => {
    const ring = Array.from({ length: 40_000 }, (_, i) => {
      const angle = (i / 40_000) * 2 * Math.PI;
      return `${(36 + Math.sin(angle)).toFixed(7)},${(107 + Math.cos(angle)).toFixed(7)}`;
    });
    const area = `<resource><resourceDesc>r</resourceDesc><mimeType>image/png</mimeType><derefUri>${'QUJD'.repeat(150_000)}</derefUri></resource><area><areaDesc>a</areaDesc><polygon>${[...ring, ring[0]].join(' ')}</polygon></area>`;
    const bytes = Buffer.from(capMessage({ area }));
    const { verdict, message, meaning } = assess(bytes, { now: new Date(), maxBytes: bytes.length });
    expect(verdict).toMatch(/^accepted/);
    const { polygons } = JSON.parse(meaning!.geometry) as { polygons: unknown[][][] };
    expect(polygons[0]?.[0]).toHaveLength(40_001);
    expect(serialize({ message, area: meaning!.area }).length).toBeLessThan(100_000);
  });
});
