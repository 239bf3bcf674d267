/** A made-up warning of a made-up office, as CAP 1.2. */
export interface SampleWarning {
  identifier: string;
  status?: 'Actual' | 'Exercise' | 'Test' | 'Draft';
  msgType?: 'Alert' | 'Update' | 'Cancel';
  /** `sender,identifier,sent` of an earlier message. */
  references?: string;
  office: string;
  event: string;
  /** China's code of the event type; 11B03 is heavy rain. */
  eventCode: string;
  severity: 'Extreme' | 'Severe' | 'Moderate' | 'Minor';
  headline: string;
  description: string;
  instruction?: string;
  area: string;
  /** GB/T 2260 codes. */
  divisions?: string[];
  /** `lat,lon lat,lon …`, closed. */
  polygon?: string;
}

export const SENDER = 'sample-office@example.org';

const escape = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** The instant in the time of Qingyang, as CAP wants it. */
export const capTime = (instant: Date): string =>
  `${new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`;

/** The message's text, sent at the instant and in force for six hours. */
export function capOf(warning: SampleWarning, sent: Date): string {
  const element = (name: string, text: string | undefined): string =>
    text === undefined ? '' : `<${name}>${escape(text)}</${name}>`;
  const codes = (warning.divisions ?? []).map(
    (code) => `<geocode><valueName>CPEAS Geographic Code</valueName><value>${code.padEnd(12, '0')}</value></geocode>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
  ${element('identifier', warning.identifier)}${element('sender', SENDER)}${element('sent', capTime(sent))}
  ${element('status', warning.status ?? 'Actual')}${element('msgType', warning.msgType ?? 'Alert')}<scope>Public</scope>
  ${element('references', warning.references)}
  <info>
    <language>zh-CN</language><category>Met</category>${element('event', warning.event)}
    <urgency>Immediate</urgency>${element('severity', warning.severity)}<certainty>Likely</certainty>
    <eventCode><valueName>CPEAS Event Code</valueName>${element('value', warning.eventCode)}</eventCode>
    ${element('effective', capTime(sent))}${element('expires', capTime(new Date(sent.getTime() + 6 * 3_600_000)))}
    ${element('senderName', warning.office)}${element('headline', warning.headline)}
    ${element('description', warning.description)}${element('instruction', warning.instruction)}
    <area>${element('areaDesc', warning.area)}${element('polygon', warning.polygon)}${codes.join('')}</area>
  </info>
</alert>
`;
}

const rain = { event: '暴雨', eventCode: '11B03' };

/** What the pictures of the README show. */
export const SAMPLES: readonly SampleWarning[] = [
  {
    ...rain,
    identifier: 'SAMPLE-20260715-0001',
    office: '环县气象台',
    severity: 'Severe',
    headline: '环县气象台发布暴雨橙色预警信号',
    description: '预计未来3小时内环县、华池县大部降雨量将达50毫米以上，可能引发山洪、滑坡等灾害，请注意防范。',
    instruction: '切断有危险的室外电源，暂停户外作业；处于危险地带的单位应当停课、停业。',
    area: '环县、华池县',
    divisions: ['621022', '621023'],
  },
  {
    ...rain,
    identifier: 'SAMPLE-20260715-0002',
    office: '庆阳市气象台',
    severity: 'Extreme',
    headline: '庆阳市气象台发布暴雨红色预警信号',
    description: '过去3小时华池县、庆城县北部降雨量已达100毫米以上，降雨还将持续。',
    instruction: '停止集会、停课、停业；做好山洪、滑坡、泥石流等灾害的防御和抢险工作。',
    area: '华池县、庆城县北部',
    polygon: '36.05,107.55 36.02,108.10 36.30,108.55 36.62,108.35 36.70,107.95 36.42,107.62 36.05,107.55',
    divisions: ['621023', '621021'],
  },
  {
    identifier: 'SAMPLE-20260715-0003',
    event: '雷电',
    eventCode: '11B14',
    office: '镇原县气象台',
    severity: 'Moderate',
    headline: '镇原县气象台发布雷电黄色预警信号',
    description: '预计未来6小时内镇原县将出现雷电活动。',
    area: '镇原县',
    divisions: ['621027'],
  },
  {
    ...rain,
    identifier: 'SAMPLE-20260715-0004',
    status: 'Exercise',
    office: '正宁县气象台',
    severity: 'Severe',
    headline: '【演练】正宁县气象台发布暴雨橙色预警信号',
    description: '本消息为演练，并非真实预警。',
    area: '正宁县',
    divisions: ['621025'],
  },
  {
    ...rain,
    identifier: 'SAMPLE-20260715-0005',
    msgType: 'Update',
    references: 'another-office@example.org,OTHER-20260715-0001,2026-07-15T08:00:00+08:00',
    office: '庆城县气象台',
    severity: 'Moderate',
    headline: '庆城县气象台发布暴雨黄色预警信号',
    description: '更新了另一发布单位的预警，需由人工判断。',
    area: '庆城县',
    divisions: ['621021'],
  },
];
