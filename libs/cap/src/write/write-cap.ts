import type { Area, CapMessage, Info, NamedValue, Resource } from '../message';
import { NAMESPACES } from '../vocabulary';
import { block, line, timeText } from './xml-text';

export interface WriteOptions {
  /** Minutes east of UTC in which times are written: 480 for China. 0 when not given. */
  offsetMinutes?: number;
}

/**
 * The message as a CAP 1.2 document, elements in the order of the schema. Seconds are the smallest unit of time.
 * What the model holds as Unknown category is written as Other, for CAP has no such value.
 */
export function writeCap(message: CapMessage, options: WriteOptions = {}): string {
  const time = (instant: string) => timeText(instant, options.offsetMinutes ?? 0);
  const references = message.references.map(({ sender, identifier, sent }) =>
    [sender ?? message.sender, identifier, time(sent ?? message.sent)].join(','),
  );
  const body = [
    line('  ', 'identifier', message.identifier),
    line('  ', 'sender', message.sender),
    line('  ', 'sent', time(message.sent)),
    line('  ', 'status', message.status),
    line('  ', 'msgType', message.msgType),
    line('  ', 'source', message.source),
    line('  ', 'scope', message.scope),
    line('  ', 'restriction', message.restriction),
    line('  ', 'addresses', quotedList(message.addresses)),
    ...message.codes.map((code) => line('  ', 'code', code)),
    line('  ', 'note', message.note),
    line('  ', 'references', references.join(' ')),
    line('  ', 'incidents', quotedList(message.incidents)),
    ...message.infos.map((info) => block('  ', 'info', infoLines(info, time))),
  ].join('');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<alert xmlns="${NAMESPACES['cap-1.2']}">\n${body}</alert>\n`;
}

function infoLines(info: Info, time: (instant: string) => string): string {
  const indent = '    ';
  const at = (instant: string | undefined) => (instant === undefined ? undefined : time(instant));
  return [
    line(indent, 'language', info.language),
    ...info.categories.map((category) => line(indent, 'category', category === 'Unknown' ? 'Other' : category)),
    line(indent, 'event', info.event),
    ...info.responseTypes.map((type) => line(indent, 'responseType', type)),
    line(indent, 'urgency', info.urgency),
    line(indent, 'severity', info.severity),
    line(indent, 'certainty', info.certainty),
    line(indent, 'audience', info.audience),
    ...info.eventCodes.map((pair) => pairBlock(indent, 'eventCode', pair)),
    line(indent, 'effective', at(info.effective)),
    line(indent, 'onset', at(info.onset)),
    line(indent, 'expires', at(info.expires)),
    line(indent, 'senderName', info.senderName),
    line(indent, 'headline', info.headline),
    line(indent, 'description', info.description),
    line(indent, 'instruction', info.instruction),
    line(indent, 'web', info.web),
    line(indent, 'contact', info.contact),
    ...info.parameters.map((pair) => pairBlock(indent, 'parameter', pair)),
    ...info.resources.map((resource) => block(indent, 'resource', resourceLines(resource))),
    ...info.areas.map((area) => block(indent, 'area', areaLines(area))),
  ].join('');
}

function resourceLines(resource: Resource): string {
  const indent = '      ';
  return [
    line(indent, 'resourceDesc', resource.resourceDesc),
    line(indent, 'mimeType', resource.mimeType),
    line(indent, 'size', resource.size === undefined ? undefined : String(resource.size)),
    line(indent, 'uri', resource.uri),
    line(indent, 'derefUri', resource.derefUri),
    line(indent, 'digest', resource.digest),
  ].join('');
}

function areaLines(area: Area): string {
  const indent = '      ';
  return [
    line(indent, 'areaDesc', area.areaDesc),
    ...area.polygons.map((ring) => line(indent, 'polygon', ring.map(([lon, lat]) => `${lat},${lon}`).join(' '))),
    ...area.circles.map(({ lat, lon, radiusMetres }) => line(indent, 'circle', `${lat},${lon} ${radiusMetres / 1000}`)),
    ...area.geocodes.map((pair) => pairBlock(indent, 'geocode', pair)),
    line(indent, 'altitude', area.altitude === undefined ? undefined : String(area.altitude)),
    line(indent, 'ceiling', area.ceiling === undefined ? undefined : String(area.ceiling)),
  ].join('');
}

function pairBlock(indent: string, name: string, { valueName, value }: NamedValue): string {
  const inner = `${indent}  `;
  return block(indent, name, `${line(inner, 'valueName', valueName)}${line(inner, 'value', value)}`);
}

function quotedList(items: string[]): string {
  return items.map((item) => (/\s/.test(item) ? `"${item}"` : item)).join(' ');
}
