import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** What people read, in both languages. */
export const RULE_TEXT = z.object({ 'zh-CN': z.string().min(1), en: z.string().min(1) });

/** What every rule file says of itself; a schema spreads it beside its own fields. */
export const RULE_HEAD = {
  version: z.string().min(1).max(32),
  effectiveFrom: z.iso.date(),
  effectiveTo: z.iso.date().optional(),
  source: RULE_TEXT,
  /** V: read in the text of the source. S: a second source. GK: general knowledge. */
  evidence: z.enum(['V', 'S', 'GK']),
  /** To be confirmed by an administrator of the jurisdiction; always so without evidence V. */
  draft: z.boolean(),
};

type RuleHead = z.infer<z.ZodObject<typeof RULE_HEAD>>;

/**
 * Reads one file of rule data.
 * @throws one line that names the file and the field, when the file is missing or wrong.
 */
export function readRuleFile<Rules extends RuleHead>(path: string, schema: z.ZodType<Rules>): Rules {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(`rule file ${path} cannot be read: ${(error as Error).message}`, { cause: error });
  }
  const read = schema.safeParse(content);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new Error(`rule file ${path}: /${issue!.path.join('/')} ${issue!.message}`);
  }
  const { evidence, draft, effectiveFrom, effectiveTo } = read.data;
  if (evidence !== 'V' && !draft) throw new Error(`rule file ${path}: evidence ${evidence} must be marked draft`);
  if (effectiveTo !== undefined && effectiveTo < effectiveFrom)
    throw new Error(`rule file ${path}: /effectiveTo lies before /effectiveFrom`);
  return read.data;
}
