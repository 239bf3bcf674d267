import { isDeepStrictEqual } from 'node:util';
import type { Dispatcher } from 'undici';

type Components = Record<string, Record<string, unknown>>;

export interface ApiDocument {
  paths: Record<string, unknown>;
  components?: Components;
  [field: string]: unknown;
}

/**
 * One OpenAPI document out of the services' own, as JSON; asked for anew each time, so that it is of what runs now. A
 * service that does not answer is left out.
 */
export async function mergedDocument(dispatcher: Dispatcher, services: readonly string[]): Promise<string> {
  const found = await Promise.allSettled(services.map((service) => documentOf(dispatcher, service)));
  const present = found.flatMap((answer, i): [string, ApiDocument][] =>
    answer.status === 'fulfilled' ? [[services[i]!, answer.value]] : [],
  );
  return JSON.stringify(merge(Object.fromEntries(present)));
}

async function documentOf(dispatcher: Dispatcher, service: string): Promise<ApiDocument> {
  const { statusCode, body } = await dispatcher.request({
    origin: `http://${service}`,
    method: 'GET',
    path: '/api/openapi.json',
  });
  if (statusCode !== 200) throw new Error(`${service}: ${statusCode}`);
  return (await body.json()) as ApiDocument;
}

const NOTHING: ApiDocument = { openapi: '3.1.0', info: { title: 'Fenghuo 烽火', version: '1' }, paths: {} };

/**
 * Paths and components of all, by service. What two services call by one name and mean differently is called
 * `<service>.<name>` for the second.
 */
export function merge(documents: Readonly<Record<string, ApiDocument>>): ApiDocument {
  const components: Components = {};
  const merged: ApiDocument = { ...(Object.values(documents)[0] ?? NOTHING), paths: {}, components };
  for (const [service, document] of Object.entries(documents)) {
    const own = withoutClashes(service, document, components);
    Object.assign(merged.paths, own.paths);
    for (const [kind, named] of Object.entries(own.components ?? {}))
      components[kind] = { ...components[kind], ...named };
  }
  return merged;
}

/** The document with other names for its components that are known already, as something else. */
function withoutClashes(service: string, document: ApiDocument, known: Components): ApiDocument {
  let text = JSON.stringify(document);
  for (const [kind, named] of Object.entries(document.components ?? {})) {
    for (const [name, component] of Object.entries(named)) {
      const other = known[kind]?.[name];
      if (other === undefined || isDeepStrictEqual(other, component)) continue;
      text = text.replaceAll(`"#/components/${kind}/${name}"`, `"#/components/${kind}/${service}.${name}"`);
    }
  }
  const renamed = JSON.parse(text) as ApiDocument;
  for (const [kind, named] of Object.entries(renamed.components ?? {})) {
    const isClash = (name: string): boolean =>
      known[kind]?.[name] !== undefined && !isDeepStrictEqual(known[kind][name], document.components![kind]![name]);
    renamed.components![kind] = Object.fromEntries(
      Object.entries(named).map(([name, component]) => [isClash(name) ? `${service}.${name}` : name, component]),
    );
  }
  return renamed;
}
