import { CATALOGUE, type FindingCode } from './catalogue';
import { shortened } from '../xml/characters';
import type { Severity } from './severity';

export type { FindingCode, Severity };

/** What a person reads, in both languages of the product. */
export interface LocalText {
  'zh-CN': string;
  en: string;
}

/** One thing found in a message: where, what stood there, what the standard asks, and what was done about it. */
export interface Finding {
  /** Stable kebab code such as `cap.status-missing`; the front door exports the list. */
  code: FindingCode;
  /** Place in the document, with 1-based positions: `/alert/info[2]/area[1]/polygon[1]`. */
  path: string;
  /** What stood there, cut to 200 characters. */
  found?: string;
  /** What the standard or the profile asks for. */
  expected?: string;
  severity: Severity;
  /** The value that was used instead, when the meaning was certain. */
  repaired?: string;
  text: LocalText;
}

const MOST_OF_ONE_CODE = 20;
const LONGEST_QUOTE = 200;
const WEIGHT: Record<Severity, number> = { info: 0, warning: 1, hold: 2, reject: 3 };

/** Collects findings while a message is read; a message with ten thousand equal mistakes yields a short list. */
export class Findings {
  private readonly list: Finding[] = [];
  private readonly perCode = new Map<FindingCode, number>();
  private heaviest: Severity | undefined;

  add(code: FindingCode, path: string, detail: Pick<Finding, 'found' | 'expected' | 'repaired'> = {}): void {
    const [severity, zh, en] = CATALOGUE[code];
    if (this.heaviest === undefined || WEIGHT[severity] > WEIGHT[this.heaviest]) this.heaviest = severity;
    const times = (this.perCode.get(code) ?? 0) + 1;
    this.perCode.set(code, times);
    if (times > MOST_OF_ONE_CODE) return;

    const finding: Finding = { code, path, severity, text: { 'zh-CN': zh, en } };
    if (detail.found !== undefined) finding.found = quote(detail.found);
    if (detail.expected !== undefined) finding.expected = detail.expected;
    if (detail.repaired !== undefined) finding.repaired = quote(detail.repaired);
    this.list.push(finding);
  }

  has(code: FindingCode): boolean {
    return this.perCode.has(code);
  }

  /** The heaviest severity seen so far; undefined when nothing was found. */
  get worst(): Severity | undefined {
    return this.heaviest;
  }

  /** All findings, heaviest first, otherwise in the order of the document. */
  all(): Finding[] {
    return [...this.list].sort((a, b) => WEIGHT[b.severity] - WEIGHT[a.severity]);
  }
}

function quote(text: string): string {
  return shortened(text, LONGEST_QUOTE);
}
