/**
 * The same warning in both forms: the CAP document that the product receives, and the JSON of a thin path. Some 2.3 kB:
 * one info block, an outline of 31 points, two counties.
 */
export interface AlertSample {
  identifier: string;
  /** Of whoever posts; RFC 3339 with +08:00. */
  sent: string;
  expires: string;
}

const OUTLINE = Array.from({ length: 31 }, (_, i) => {
  // Closed and anticlockwise, so that it is a polygon by the standard and needs no repair.
  const angle = ((i % 30) / 30) * 2 * Math.PI;
  return [(36 + Math.sin(angle) / 3).toFixed(4), (107.5 + Math.cos(angle) / 3).toFixed(4)] as const;
});
const COUNTIES = ['621021', '621026'];
// Made once: what the load costs to make is taken from what it is to measure.
const AREA = {
  areaDesc: 'Valley',
  polygon: [OUTLINE.map((point) => point.map(Number))],
  geocode: COUNTIES.map((value) => ({ valueName: 'GB/T 2260', value })),
};
const AREA_XML =
  `<area><areaDesc>Valley</areaDesc><polygon>${OUTLINE.map((point) => point.join(',')).join(' ')}</polygon>` +
  COUNTIES.map((code) => `<geocode><valueName>GB/T 2260</valueName><value>${code}</value></geocode>`).join('') +
  '</area>';
const DESCRIPTION = 'Heavy rain is expected; rivers rise, slopes may give way. '.repeat(12).trim();
const INSTRUCTION = 'Keep away from rivers and gullies; leave when you are told. '.repeat(6).trim();
const HEADLINE = 'Rainstorm warning for the valley';
const SENDER = 'weather@example.org';

/** The document, as a weather service would send it for an exercise. */
export function capOf({ identifier, sent, expires }: AlertSample): string {
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">' +
    `<identifier>${identifier}</identifier><sender>${SENDER}</sender><sent>${sent}</sent>` +
    '<status>Exercise</status><msgType>Alert</msgType><scope>Public</scope>' +
    '<info><language>en</language><category>Met</category><event>Rainstorm</event>' +
    '<urgency>Immediate</urgency><severity>Severe</severity><certainty>Observed</certainty>' +
    `<expires>${expires}</expires><headline>${HEADLINE}</headline>` +
    `<description>${DESCRIPTION}</description><instruction>${INSTRUCTION}</instruction>` +
    AREA_XML +
    '</info></alert>'
  );
}

/** The same as the thin path takes it. */
export function jsonOf({ identifier, sent, expires }: AlertSample): string {
  return JSON.stringify({
    identifier,
    sender: SENDER,
    sent,
    status: 'Exercise',
    msgType: 'Alert',
    scope: 'Public',
    info: [
      {
        language: 'en',
        category: ['Met'],
        event: 'Rainstorm',
        urgency: 'Immediate',
        severity: 'Severe',
        certainty: 'Observed',
        expires,
        headline: HEADLINE,
        description: DESCRIPTION,
        instruction: INSTRUCTION,
        area: [AREA],
      },
    ],
  });
}

/** Sent now, in force for six hours. */
export function sampleOf(identifier: string, now = new Date()): AlertSample {
  return { identifier, sent: chinaTime(now), expires: chinaTime(new Date(now.getTime() + 6 * 3_600_000)) };
}

const chinaTime = (at: Date): string => `${new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`;
