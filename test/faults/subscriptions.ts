import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { factOf, type EventDefinition } from '@libs/events';

/** What one consumer group handles. */
export interface Subscription {
  group: string;
  /** Schema of its inbox. */
  service: string;
  topics: string[];
  /** Facts that it has a handler for. */
  facts: Set<string>;
}

const APPS = join(__dirname, '../../apps');
/** Where Nest's `EventPattern` keeps what `@Consumes` gave it. */
const EXTRAS = 'microservices:pattern_extras';

interface Extras {
  consumes?: { group: string; events: readonly EventDefinition[] };
}

/** The subscriptions of the product, read from its consumer classes as Nest reads them. */
export function subscriptions(): Subscription[] {
  const groups = new Map<string, Subscription>();
  for (const { group, events } of consumerFiles().flatMap(handlersIn)) {
    const known = groups.get(group) ?? { group, service: group.split('.')[0]!, topics: [], facts: new Set<string>() };
    for (const { type, topic } of events) {
      known.facts.add(factOf(type));
      if (!known.topics.includes(topic.name)) known.topics.push(topic.name);
    }
    groups.set(group, known);
  }
  return [...groups.values()];
}

const consumerFiles = (): string[] =>
  readdirSync(APPS, { recursive: true, encoding: 'utf8' })
    .filter((file) => /[.]consumer[.](js|ts)$/.test(file))
    .map((file) => join(APPS, file));

function handlersIn(file: string): { group: string; events: readonly EventDefinition[] }[] {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- which classes there are is only known on disk
  const exported = Object.values(require(file) as Record<string, { prototype?: object }>);
  return exported.flatMap(({ prototype }) =>
    Object.getOwnPropertyNames(prototype ?? {}).flatMap((name) => {
      const method = (prototype as Record<string, unknown>)[name];
      const extras = Reflect.getMetadata(EXTRAS, method as object) as Extras | undefined;
      return extras?.consumes ? [extras.consumes] : [];
    }),
  );
}
