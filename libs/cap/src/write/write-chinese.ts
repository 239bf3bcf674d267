import type { Area, CapMessage, Info } from '../message';
import { colourOfSeverity } from '../profile/chinese-values';
import { divisionCodes } from '../profile/division-codes';
import { NAMESPACES } from '../vocabulary';
import { block, line, timeText } from './xml-text';

export interface ChineseIssuer {
  /** 14 digits: division (6), organisation (3), unit (3), extension (2). */
  senderCode: string;
}

const CHINA_OFFSET = 480;
const COLOUR_WORD = { red: 'Red', orange: 'Orange', yellow: 'Yellow', blue: 'Blue' } as const;

/**
 * The message in China's profile: colour for severity, times with a space, radius in metres, division codes in one
 * list, references by the identifier of the first issue. Only the Chinese info blocks are written, or all when none is.
 */
export function writeChinese(message: CapMessage, issuer: ChineseIssuer): string {
  const chinese = message.infos.filter((info) => info.language.startsWith('zh'));
  const infos = chinese.length > 0 ? chinese : message.infos;
  const body = [
    line('  ', 'identifier', message.identifier),
    line('  ', 'sender', message.sender),
    line('  ', 'senderCode', issuer.senderCode),
    line('  ', 'sendTime', chineseTime(message.sent)),
    line('  ', 'status', message.status),
    line('  ', 'msgType', message.msgType),
    line('  ', 'scope', message.scope),
    line('  ', 'secClassification', 'None'),
    line('  ', 'note', message.note),
    line('  ', 'references', message.references[0]?.identifier),
    ...infos.map((info) => block('  ', 'info', infoLines(info))),
  ].join('');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<alert xmlns="${NAMESPACES.cn}">\n${body}</alert>\n`;
}

function infoLines(info: Info): string {
  const indent = '    ';
  const colour = info.colour ?? colourOfSeverity(info.severity);
  const at = (instant: string | undefined) => (instant === undefined ? undefined : chineseTime(instant));
  return [
    line(indent, 'language', 'zh-CN'),
    line(indent, 'eventType', info.eventCodes[0]?.value ?? info.event),
    line(indent, 'urgency', info.urgency),
    line(indent, 'severity', colour === undefined ? 'Unknown' : COLOUR_WORD[colour]),
    line(indent, 'certainty', info.certainty === 'Possible' ? 'Unknown' : info.certainty),
    line(indent, 'effective', at(info.effective)),
    line(indent, 'onset', at(info.onset)),
    line(indent, 'expires', at(info.expires)),
    line(indent, 'senderName', info.senderName),
    line(indent, 'headline', info.headline),
    line(indent, 'description', info.description),
    line(indent, 'instruction', info.instruction),
    line(indent, 'web', info.web),
    ...info.areas.map((area) => block(indent, 'area', areaLines(area))),
  ].join('');
}

function areaLines(area: Area): string {
  const indent = '      ';
  return [
    line(indent, 'areaDesc', area.areaDesc),
    ...area.polygons.map((ring) => line(indent, 'polygon', ring.map(([lon, lat]) => `${lat},${lon}`).join(' '))),
    ...area.circles.map(({ lat, lon, radiusMetres }) => line(indent, 'circle', `${lat},${lon} ${radiusMetres}`)),
    line(indent, 'geocode', divisionCodes(area).join(',')),
  ].join('');
}

function chineseTime(instant: string): string {
  return timeText(instant, CHINA_OFFSET, ' ');
}
