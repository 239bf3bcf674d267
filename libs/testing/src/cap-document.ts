/** A triangle near Qingyang. */
export const CAP_RING = '36.0,107.5 36.0,108.0 35.5,108.0 36.0,107.5';

/** Elements by name, in the order of the standard; null leaves one out. */
export type CapFields = Record<string, string | null>;
const ALERT: CapFields = {
  identifier: 'ID-1',
  sender: 'met@example',
  sent: '2026-07-10T19:00:00+08:00',
  status: 'Actual',
  msgType: 'Alert',
  scope: 'Public',
  references: null,
};
const INFO: CapFields = {
  language: 'en-US',
  category: 'Met',
  event: 'Rain',
  urgency: 'Immediate',
  severity: 'Severe',
  certainty: 'Likely',
  effective: null,
  expires: '2026-07-11T08:00:00+08:00',
  headline: 'Heavy rain',
  description: 'Heavy rain is coming.',
  web: null,
};

const written = (fields: CapFields) =>
  Object.entries(fields).map(([name, text]) => (text === null ? '' : `<${name}>${text}</${name}>`));

export interface CapParts {
  head?: string;
  namespace?: string;
  alert?: CapFields;
  alertExtra?: string;
  info?: CapFields | null;
  infoExtra?: string;
  area?: string;
}

/** An alert as text, right but for what is asked for. It was sent at 11:00 UTC on 10 July 2026. */
export function capDocument({
  head = '',
  namespace = 'urn:oasis:names:tc:emergency:cap:1.2',
  ...parts
}: CapParts = {}): string {
  const area = parts.area ?? `<areaDesc>Qingcheng</areaDesc><polygon>${CAP_RING}</polygon>`;
  const info = [...written({ ...INFO, ...parts.info }), parts.infoExtra ?? '', area && `<area>${area}</area>`];
  return [
    head,
    namespace === '' ? '<alert>' : `<alert xmlns="${namespace}">`,
    ...written({ ...ALERT, ...parts.alert }),
    parts.alertExtra ?? '',
    parts.info === null ? '' : `<info>${info.join('')}</info>`,
    '</alert>',
  ].join('');
}
