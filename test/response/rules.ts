import type { OpeningRules } from '../../apps/response/src/domain/opening-rules';
import type { PlacedWarning } from '../../apps/response/src/domain/placing';

/** Rule data of a prefecture with two hazards. */
export const RULES: OpeningRules = {
  id: 'emergency-opening',
  version: '2026-11-23',
  jurisdiction: '621000',
  name: { 'zh-CN': '庆阳市', en: 'Qingyang' },
  timeZone: 'Asia/Shanghai',
  bbox: [106.3, 35.1, 108.8, 37.5],
  draft: true,
  hazards: [
    {
      hazard: 'flood',
      name: { 'zh-CN': '暴雨洪涝', en: 'Rainstorm and flood' },
      eventCodes: ['11B03'],
      words: ['暴雨', 'rain', 'flood'],
      colours: ['orange', 'red'],
      severities: ['Severe', 'Extreme'],
    },
    {
      hazard: 'snow',
      name: { 'zh-CN': '雪灾', en: 'Snowstorm' },
      eventCodes: ['11B04'],
      words: ['暴雪', 'blizzard'],
      colours: ['red'],
      severities: ['Extreme'],
    },
  ],
  closing: { deciders: ['commander'] },
};

/** A warning that opens an emergency, unless it is told otherwise. */
export const warningWith = (change: Partial<PlacedWarning> = {}): PlacedWarning => ({
  mode: 'actual',
  inForce: true,
  event: '暴雨',
  eventCodes: ['11B03'],
  colour: 'orange',
  severity: 'Severe',
  divisionCodes: ['621023'],
  ...change,
});
