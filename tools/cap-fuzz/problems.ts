import { FINDING_CATALOGUE, judge, writeCap, type Judgement, type Verdict } from '@libs/cap';

const VERDICTS: readonly Verdict[] = [
  'accepted',
  'accepted-with-warnings',
  'held',
  'rejected',
  'partly-accepted',
  'index',
];
const LONGEST_QUOTE = 201;

export interface Examined {
  verdict: Verdict | 'none';
  /** What the library promises of any document and did not keep. */
  problems: string[];
}

/** Judges any bytes with every option, and checks what is promised of every judgement. */
export function examine(bytes: Uint8Array, now: Date): Examined {
  let judgement: Judgement;
  try {
    judgement = judge(bytes, { now, strict: true, schema: true });
  } catch (error) {
    return { verdict: 'none', problems: [`thrown: ${String(error)}`] };
  }
  return { verdict: judgement.verdict, problems: [...problemsOf(judgement), ...unwritable(judgement, now)] };
}

function problemsOf({ verdict, findings, message, alerts }: Judgement): string[] {
  const problems = (alerts ?? []).flatMap(problemsOf);
  if (!VERDICTS.includes(verdict)) problems.push(`no verdict: ${verdict}`);
  if (verdict === 'rejected' && message) problems.push('a rejected document has a message');
  const usable = verdict === 'accepted' || verdict === 'accepted-with-warnings';
  if (usable && !alerts && !message) problems.push('an accepted alert has no message');
  if (usable && findings.some(({ severity }) => severity === 'hold' || severity === 'reject'))
    problems.push('accepted in spite of a grave finding');
  for (const { code, path, text, found = '' } of findings) {
    if (!(code in FINDING_CATALOGUE)) problems.push(`unknown code ${code}`);
    if (!path.startsWith('/') && path !== '') problems.push(`${code}: no path: ${path}`);
    if (found.length > LONGEST_QUOTE) problems.push(`${code}: quotes ${found.length} characters`);
    if (!text.en || !text['zh-CN']) problems.push(`${code}: not in both languages`);
  }
  return problems;
}

/** A message that was accepted can be written as CAP 1.2, and what was written is not worse than what was read. */
function unwritable({ verdict, message, alerts = [] }: Judgement, now: Date): string[] {
  const problems = alerts.flatMap((alert) => unwritable(alert, now));
  if (!message || !verdict.startsWith('accepted')) return problems;
  try {
    const again = judge(Buffer.from(writeCap(message)), { now });
    if (!again.verdict.startsWith('accepted')) problems.push(`written and read again: ${gravest(again)}`);
  } catch (error) {
    problems.push(`written: ${String(error)}`);
  }
  return problems;
}

function gravest({ verdict, findings: [finding] }: Judgement): string {
  return `${verdict} ${finding?.code ?? ''} ${finding?.path ?? ''} ${finding?.found ?? ''}`;
}
