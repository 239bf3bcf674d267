import type { SourceFile } from '../../tools/build-docs/rule-lines';

const ROLES =
  /^(http|consumer|job|projection|query|policy|entity|repository|config|module|client|spec|int-spec|e2e-spec|v\d+)$/;
const FORBIDDEN_FOLDERS = new Set(['common', 'shared', 'utils', 'helpers', 'core', 'interfaces']);
const TEST = /\.(spec|int-spec|e2e-spec)\.ts$/;
/** Folders of a service that are no slices. */
const LAYERS = new Set(['domain', 'persistence']);

/** Files whose name is not `some-words(.role)*.ts` with a role of the closed list. */
export function filesWithForeignNames(paths: string[]): string[] {
  return paths.filter((path) => {
    const [name = '', ...roles] = path.split('/').at(-1)!.replace(/\.ts$/, '').split('.');
    return !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) || !roles.every((role) => ROLES.test(role));
  });
}

/** Files that lie in a folder, or have a name, that says nothing about what is in it. */
export function filesInNamelessPlaces(paths: string[]): string[] {
  return paths.filter((path) => {
    const folders = path.split('/');
    const file = folders.pop()!;
    const isBarrelOfAnApp = path.startsWith('apps/') && file === 'index.ts';
    return folders.some((folder) => FORBIDDEN_FOLDERS.has(folder)) || file.startsWith('base.') || isBarrelOfAnApp;
  });
}

/** What is missing in the slices of the services; a folder that holds only folders groups slices. */
export function incompleteSlices(paths: string[]): string[] {
  const folders = new Map<string, string[]>();
  for (const path of paths) {
    const [, folder, file] = /^(apps\/(?!standalone\/)[^/]+\/src\/.+)\/([^/]+)$/.exec(path) ?? [];
    if (folder && file) folders.set(folder, [...(folders.get(folder) ?? []), file]);
  }
  return [...folders].flatMap(([folder, files]) => {
    const inner = folder.split('/').slice(3);
    if (inner.length > 2 || inner.some((name) => LAYERS.has(name))) return [];
    const isPartOfASlice = inner.length === 2 && folders.has(folder.slice(0, folder.lastIndexOf('/')));
    if (isPartOfASlice) return [];
    const own = inner.at(-1)!;
    return [
      ...(files.some((file) => file.split('.')[0] === own) ? [] : [`${folder} has no file of its own name`]),
      ...(files.some((file) => TEST.test(file)) ? [] : [`${folder} has no test`]),
    ];
  });
}

/** An event as far as its travel is concerned. */
export interface TravellingEvent {
  /** `<service>.<fact>.v<N>`. */
  type: string;
  /** True when the consumers are outside this product. */
  external?: boolean;
}

/** `alerting.warning-issued.v1` → `WarningIssuedV1`. */
export function constantOf(type: string): string {
  const [, fact = '', version = ''] = type.split('.');
  return [...fact.split('-'), version].map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

/**
 * Events that are published by another service than their type says, or by none, or that nobody consumes. A service
 * publishes an event when a file of it that is neither consumer nor test uses the event's value.
 */
export function strayEvents(events: readonly TravellingEvent[], files: SourceFile[]): string[] {
  const code = files.filter(({ path }) => path.startsWith('apps/') && !TEST.test(path));
  return events.flatMap(({ type, external }) => {
    const name = constantOf(type);
    const owner = type.split('.')[0]!;
    const consumes = new RegExp(`@Consumes(Batch)?\\([^)]*\\b${name}\\b`);
    const publishers = new Set(code.filter((file) => uses(file, name)).map(({ path }) => path.split('/')[1]!));
    const strangers = [...publishers].filter((app) => app !== owner);
    return [
      ...(publishers.has(owner) ? [] : [`${type} is not published by ${owner}`]),
      ...strangers.map((app) => `${type} is published by ${app}, which does not own it`),
      ...(external || code.some(({ text }) => consumes.test(text)) ? [] : [`${type} is consumed by nobody`]),
    ];
  });
}

function uses({ path, text }: SourceFile, name: string): boolean {
  if (/\.(consumer|projection)\.ts$/.test(path)) return false;
  const values = text
    .replace(/^import [^;]*;/gm, '')
    .replace(/\btypeof \w+/g, '')
    .replace(/\/\*[^]*?\*\/|\/\/.*/g, '');
  return new RegExp(`\\b${name}\\b`).test(values);
}
