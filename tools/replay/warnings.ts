import { colourOfSeverity, writeCap, writeChinese, type CapMessage, type MessageType, type Reference } from '@libs/cap';
import type { StoryWarning } from '../../scenarios/qingyang-2021/stories';

/** How long after it was sent a warning of a replay runs out: long after the replay, and the same day; ms. */
const IN_FORCE_MS = 6 * 3_600_000;
const CHINA = { offsetMinutes: 480 };

/** A message as it goes over the wire, and what a later one refers to. */
export interface WrittenWarning {
  document: string;
  reference: Reference;
}

/**
 * Writes a warning of a story as an exercise that is sent now, in China's form where the office has a code of it.
 * Its identifier is made of the time and never used twice.
 */
export function writeWarning(
  warning: StoryWarning,
  now: Date,
  msgType: MessageType = 'Alert',
  about?: Reference,
): WrittenWarning {
  // CAP knows whole seconds only.
  const sent = new Date(Math.floor(now.getTime() / 1_000) * 1_000).toISOString();
  const sender = warning.senderCode ? warning.office : 'replay@example.org';
  const identifier = warning.senderCode
    ? `${warning.senderCode}_${chineseStamp(now)}`
    : `REPLAY-${warning.eventCode}-${msgType}-${now.toISOString().replace(/\D/g, '')}`;
  const colour = colourOfSeverity(warning.severity);
  const message: CapMessage = {
    profile: warning.senderCode ? 'cn' : 'cap-1.2',
    identifier,
    sender,
    sent,
    status: 'Exercise',
    msgType,
    scope: 'Public',
    addresses: [],
    codes: [],
    ...(msgType === 'Cancel' ? { note: '演练结束，解除预警。' } : {}),
    references: about ? [about] : [],
    incidents: [],
    infos: [
      {
        language: 'zh-CN',
        categories: ['Met'],
        event: warning.event,
        responseTypes: [],
        urgency: 'Immediate',
        severity: warning.severity,
        certainty: 'Likely',
        ...(colour ? { colour } : {}),
        eventCodes: [{ valueName: 'CPEAS Event Code', value: warning.eventCode }],
        effective: sent,
        expires: new Date(Date.parse(sent) + IN_FORCE_MS).toISOString(),
        senderName: warning.office,
        headline: msgType === 'Cancel' ? warning.headline.replace('发布', '解除') : warning.headline,
        description: warning.description,
        instruction: warning.instruction,
        parameters: [],
        resources: [],
        areas: [
          {
            areaDesc: warning.area,
            polygons: [],
            circles: [],
            geocodes: warning.divisions.map((code) => ({
              valueName: 'CPEAS Geographic Code',
              value: code.padEnd(12, '0'),
            })),
          },
        ],
      },
    ],
    original: {},
  };
  const document = warning.senderCode
    ? writeChinese(message, { senderCode: warning.senderCode })
    : writeCap(message, CHINA);
  return { document, reference: { sender, identifier, sent } };
}

/** Fourteen digits of China's time. */
function chineseStamp(now: Date): string {
  const there = new Date(now.getTime() + CHINA.offsetMinutes * 60_000);
  return there.toISOString().replace(/\D/g, '').slice(0, 14);
}
