import type { SourceFile } from './rule-lines';

/** A consumer group that reads an event, by the name of the event's constant. */
export interface Reading {
  group: string;
  /** For example `WarningIssuedV1`. */
  event: string;
}

/** Who reads what: `@Consumer('group')` and what stands in `@Consumes(…)` and `@ConsumesBatch(…)` of the same file. */
export function readingsIn(files: SourceFile[]): Reading[] {
  return files
    .filter(({ path }) => path.endsWith('.consumer.ts'))
    .flatMap(({ text }) => {
      const group = /@Consumer\('([^']+)'\)/.exec(text)?.[1];
      const events = [...text.matchAll(/@Consumes(?:Batch)?\(([^)]*)\)/g)].flatMap(([, names]) => names!.split(','));
      const named = events.map((name) => name.trim()).filter(Boolean);
      return group ? named.map((event) => ({ group, event })) : [];
    });
}
