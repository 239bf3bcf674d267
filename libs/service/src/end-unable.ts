import type { LocalText } from '@libs/kernel';

/** Exit code of a process that cannot run as things are: another start right away would end the same. */
export const CANNOT_RUN = 78;

/** Says why a process cannot run and ends it: with {@link CANNOT_RUN} where a person has to change something. */
export function endUnable(name: string, error: unknown): void {
  const { text } = (error ?? {}) as { text?: LocalText };
  const reason = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${name}: ${text ? `${text['zh-CN']} / ${text.en}` : reason}\n`);
  process.exit(text ? CANNOT_RUN : 1);
}
