import type { Dispatcher } from 'undici';

interface ApiDocument {
  paths: Record<string, unknown>;
  components?: Record<string, Record<string, unknown>>;
  [field: string]: unknown;
}

/**
 * One OpenAPI document out of the services' own, as JSON; asked for anew each time, so that it is of what runs now. A
 * service that does not answer is left out.
 */
export async function mergedDocument(dispatcher: Dispatcher, services: readonly string[]): Promise<string> {
  const found = await Promise.allSettled(services.map((service) => documentOf(dispatcher, service)));
  return JSON.stringify(merge(found.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []))));
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

/** Paths and components of all; services share the names of components only where they share the component. */
export function merge(documents: readonly ApiDocument[]): ApiDocument {
  const [first = { openapi: '3.1.0', info: { title: 'Fenghuo 烽火', version: '1' }, paths: {} }, ...others] = documents;
  const merged = structuredClone(first);
  for (const { paths, components = {} } of others) {
    Object.assign(merged.paths, paths);
    const into = (merged.components ??= {});
    for (const [kind, named] of Object.entries(components)) into[kind] = { ...into[kind], ...named };
  }
  return merged;
}
