import { isDeepStrictEqual } from 'node:util';

export type JsonSchema = { readonly [keyword: string]: unknown };

/** What has been promised to consumers, by event type. */
export type ReleasedEvents = Readonly<Record<string, { readonly topic: string; readonly schema: JsonSchema }>>;

/** Keywords that only explain. */
const EXPLANATIONS = new Set(['description', 'title', 'examples', '$schema', '$comment', 'deprecated']);

/**
 * What a consumer of the released events could stumble over today, one sentence each; empty when nothing. Events and
 * optional fields may be added and texts changed; anything else needs a new version of the event.
 */
export function incompatibilities(released: ReleasedEvents, today: ReleasedEvents): string[] {
  return Object.entries(released).flatMap(([type, before]) => {
    const now = today[type];
    if (!now) return [`${type} is gone`];
    return [
      ...(now.topic === before.topic ? [] : [`${type} travels on ${now.topic} instead of ${before.topic}`]),
      ...changes(before.schema, now.schema, type),
    ];
  });
}

function changes(before: unknown, now: unknown, where: string): string[] {
  if (!isSchema(before) || !isSchema(now)) {
    return isDeepStrictEqual(before, now) ? [] : [`${where} was ${text(before)}, is ${text(now)}`];
  }
  const keywords = new Set([...Object.keys(before), ...Object.keys(now)].filter((word) => !EXPLANATIONS.has(word)));
  return [...keywords].flatMap((keyword) => changesOf(keyword, before, now, where));
}

function changesOf(keyword: string, before: JsonSchema, now: JsonSchema, where: string): string[] {
  const [old, present] = [before[keyword], now[keyword]];
  switch (keyword) {
    case 'properties':
      return fieldChanges(asMap(old), asMap(present), where);
    case 'required':
      return requiredChanges(before, now, where);
    case '$defs':
      return Object.keys(asMap(old)).flatMap((name) =>
        changes(asMap(old)[name], asMap(present)[name], `${where}#${name}`),
      );
    case 'anyOf':
    case 'oneOf':
    case 'allOf':
    case 'prefixItems':
      return listChanges(keyword, old, present, where);
    case 'items':
    case 'additionalProperties':
      return changes(old, present, `${where}[]`);
    case 'enum':
      return isDeepStrictEqual(new Set(asList(old)), new Set(asList(present)))
        ? []
        : [`${where} was one of ${text(old)}, is one of ${text(present)}`];
    default:
      return isDeepStrictEqual(old, present) ? [] : [`${where}: ${keyword} was ${text(old)}, is ${text(present)}`];
  }
}

function fieldChanges(before: Record<string, unknown>, now: Record<string, unknown>, where: string): string[] {
  return Object.keys(before).flatMap((name) =>
    name in now ? changes(before[name], now[name], `${where}.${name}`) : [`${where}.${name} is gone`],
  );
}

function requiredChanges(before: JsonSchema, now: JsonSchema, where: string): string[] {
  const [old, present] = [asList(before.required), asList(now.required)];
  const stillThere = asMap(now.properties);
  return [
    ...present.filter((name) => !old.includes(name)).map((name) => `${where}.${text(name)} is required now`),
    ...old
      .filter((name) => !present.includes(name) && String(name) in stillThere)
      .map((name) => `${where}.${text(name)} may be absent now`),
  ];
}

function listChanges(keyword: string, before: unknown, now: unknown, where: string): string[] {
  const [old, present] = [asList(before), asList(now)];
  if (old.length !== present.length) return [`${where}: ${keyword} had ${old.length} parts, has ${present.length}`];
  return old.flatMap((part, i) => changes(part, present[i], `${where}(${i + 1})`));
}

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const asMap = (value: unknown): Record<string, unknown> => (isSchema(value) ? { ...value } : {});
const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const text = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing'));
