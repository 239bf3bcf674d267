import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readHttpConfig } from '@libs/http';
import { sourceFiles } from '../../tools/build-docs/source-files';
import { projectRoot } from './sample-tree';

/** What the code says that these files have to agree with. */
export const code = {
  openApi: JSON.parse(readFileSync(join(projectRoot, 'docs/openapi.json'), 'utf8')) as {
    paths: Record<string, unknown>;
  },
  sources: sourceFiles(projectRoot, ['apps', 'libs', 'tools']).filter(({ path }) => !path.endsWith('spec.ts')),
  kafkaVersion: /kafka_2\.13<\/artifactId>\s*<version>([^<]+)/.exec(
    readFileSync(join(projectRoot, 'tools/kafka/pom.xml'), 'utf8'),
  )![1],
};

/** The largest body that any route of the service takes, bytes. */
export function largestBody(service: string): number {
  const own = code.sources.filter(({ path }) => path.startsWith(`apps/${service}/`) && path.endsWith('.http.ts'));
  const limits = own.flatMap(({ text }) => {
    const constants = new Map(
      [...text.matchAll(/^const ([A-Z_]+) = ([\d *_]+);/gm)].map(([, name, value]) => [name!, value!]),
    );
    return [...text.matchAll(/@AcceptsBody\(\{[^}]*limit: ([^,}]+?) *\}\)/g)].map(([, limit]) =>
      product(constants.get(limit!) ?? limit!),
    );
  });
  return Math.max(readHttpConfig({}).bodyLimit, ...limits);
}

const product = (text: string): number =>
  text
    .replaceAll('_', '')
    .split('*')
    .reduce((result, factor) => result * Number(factor), 1);

export const bytes = (size: string): number => parseInt(size) * (size.endsWith('k') ? 1024 : 1024 * 1024);

/** How long a service takes at most to end, seconds. */
export function drainSeconds(): number {
  const { text } = code.sources.find(({ path }) => path === 'libs/service/src/service.config.ts')!;
  return Number(/DRAIN_DEADLINE_MS \?\? ([\d_]+)/.exec(text)![1]!.replaceAll('_', '')) / 1000;
}

/** What some configuration file of the services reads. */
export function knownVariables(): Set<string> {
  const configs = code.sources.filter(({ path }) => /^(apps|libs)\/.*\.config\.ts$/.test(path));
  return new Set(configs.flatMap(({ text }) => text.match(/\b[A-Z][A-Z0-9]*(_[A-Z0-9]+)+\b/g) ?? []));
}

/** Whether `dist/…/x.js` is what `…/x.ts` becomes. */
export const existsInSource = (built = ''): boolean =>
  code.sources.some(({ path }) => `dist/${path.replace(/\.ts$/, '.js')}` === built);

export const unless = (holds: unknown, fault: string): string[] => (holds ? [] : [fault]);

export function differences(where: string, wanted: readonly string[], found: readonly string[]): string[] {
  return [
    ...wanted.filter((name) => !found.includes(name)).map((name) => `${where} lacks ${name}`),
    ...found.filter((name) => !wanted.includes(name)).map((name) => `${where} has ${name}, which is not in the code`),
  ];
}
