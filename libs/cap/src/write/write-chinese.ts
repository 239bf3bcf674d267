import type { Area, CapMessage, Info, Resource } from '../message';
import { colourOfSeverity } from '../profile/chinese-values';
import { divisionCodes } from '../profile/division-codes';
import { NAMESPACES } from '../vocabulary';
import { block, line, timeText } from './xml-text';

export interface ChineseIssuer {
  /** 14 digits: division (6), organisation (3), unit (3), extension (2). */
  senderCode: string;
  /** Ways in which the warning is to be published; the profile demands at least one. WEB when none is given. */
  methods?: readonly ChineseMethod[];
}

export interface ChineseMethod {
  name: 'SMS' | 'LED' | 'SPEAKER' | 'TV' | 'BROADCAST' | 'WEB' | 'PHONE' | 'FAX';
  /** Text for this channel; the headline when none is given. */
  message?: string;
  audienceGroup?: string;
  audiencePart?: string;
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
    ...(issuer.methods ?? [{ name: 'WEB' as const }]).map((method) => methodBlock(method, infos[0]?.headline)),
    line('  ', 'secClassification', 'None'),
    line('  ', 'note', message.note),
    line('  ', 'references', message.references[0]?.identifier),
    ...infos.map((info) => block('  ', 'info', infoLines(info))),
    ...resourcesOf(infos).map((resource) => block('  ', 'resource', resourceLines(resource))),
  ].join('');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<alert xmlns="${NAMESPACES.cn}">\n${body}</alert>\n`;
}

function methodBlock({ name, message, audienceGroup, audiencePart }: ChineseMethod, headline?: string): string {
  const inner = [
    line('      ', 'methodName', name),
    line('      ', 'message', message ?? headline),
    line('      ', 'audienceGrp', audienceGroup),
    line('      ', 'audiencePrt', audiencePart),
  ].join('');
  return block('  ', 'code', block('    ', 'method', inner));
}

/** The profile has its resources beside the info blocks; each is written once. */
function resourcesOf(infos: readonly Info[]): Resource[] {
  const all = infos.flatMap(({ resources }) => resources);
  return [...new Map(all.map((resource) => [JSON.stringify(resource), resource])).values()];
}

function resourceLines({ resourceDesc, mimeType, size, uri, digest }: Resource): string {
  const indent = '    ';
  return [
    line(indent, 'resourceDesc', resourceDesc),
    line(indent, 'mimeType', mimeType),
    line(indent, 'size', size === undefined ? undefined : String(size)),
    line(indent, 'uri', uri),
    line(indent, 'digest', digest),
  ].join('');
}

/** The code of GB/T 35965.1; without one the event's own name. */
function eventTypeOf({ eventCodes, event }: Info): string {
  const code = eventCodes.find(({ valueName }) => /eventtype|35965/i.test(valueName)) ?? eventCodes[0];
  return code?.value ?? event;
}

function infoLines(info: Info): string {
  const indent = '    ';
  const colour = info.colour ?? colourOfSeverity(info.severity);
  const at = (instant: string | undefined) => (instant === undefined ? undefined : chineseTime(instant));
  return [
    line(indent, 'language', 'zh-CN'),
    line(indent, 'eventType', eventTypeOf(info)),
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
