import { randomUUID } from 'node:crypto';

interface CapText {
  identifier?: string;
  sender?: string;
  sent?: Date;
  status?: string;
  msgType?: string;
  scope?: string;
  references?: string;
  note?: string;
  expires?: Date | null;
  /** Everything between `<info>` and `</info>`; null for a message without an info block. */
  info?: string | null;
  severity?: string;
  headline?: string;
  area?: string;
}

export const QINGCHENG = `<area><areaDesc>庆城县</areaDesc><polygon>36.1,107.7 36.1,108.0 35.9,108.0 35.9,107.7 36.1,107.7</polygon><geocode><valueName>CPEAS Geographic Code</valueName><value>621021000000</value></geocode></area>`;
export const OFFICE = 'Qingcheng_Meteorological_Observatory';

/** A CAP 1.2 message that is accepted without a finding, unless it is told otherwise. */
export function capMessage(text: CapText = {}): string {
  const { identifier = randomUUID(), sender = OFFICE, sent = new Date(), status = 'Actual', msgType = 'Alert' } = text;
  const { scope = 'Public', expires = new Date(sent.getTime() + 6 * 3_600_000), severity = 'Extreme' } = text;
  const { headline = '庆城县气象台发布暴雨红色预警', area = QINGCHENG } = text;
  const info =
    text.info !== undefined
      ? text.info
      : `<language>zh-CN</language><category>Met</category><event>暴雨</event><urgency>Immediate</urgency><severity>${severity}</severity><certainty>Likely</certainty><eventCode><valueName>GB/T 35965.1</valueName><value>11B03</value></eventCode>${expires ? `<expires>${capTime(expires)}</expires>` : ''}<headline>${headline}</headline>${area}`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">',
    `<identifier>${identifier}</identifier><sender>${sender}</sender><sent>${capTime(sent)}</sent>`,
    `<status>${status}</status><msgType>${msgType}</msgType><scope>${scope}</scope>`,
    text.note ? `<note>${text.note}</note>` : '',
    text.references ? `<references>${text.references}</references>` : '',
    info === null ? '' : `<info>${info}</info>`,
    '</alert>',
  ].join('\n');
}

/** A reference to a message of the same office. */
export function refersTo(identifier: string, sender = OFFICE): string {
  return `${sender},${identifier},${capTime(new Date(Date.now() - 3_600_000))}`;
}

function capTime(at: Date): string {
  return `${new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`;
}
