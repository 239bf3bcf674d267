import { Findings, type Finding } from '../findings/finding';
import type { CapMessage } from '../message';
import { decode } from '../xml/decode';
import { parseXml } from '../xml/xml-tree';
import { judgeAlert } from './judge-alert';

export type Verdict = 'accepted' | 'accepted-with-warnings' | 'held' | 'rejected';

export interface Judgement {
  verdict: Verdict;
  /** Heaviest first. */
  findings: Finding[];
  /** Present when the document could be read as a message, also when it is held. */
  message?: CapMessage;
}

export interface JudgeOptions {
  /** The time of receipt. */
  now: Date;
  /** Largest document, in bytes; 4 MiB when not given. */
  maxBytes?: number;
}

export const DEFAULT_MAX_BYTES = 4 * 1024 * 1024;

/**
 * One verdict for one document as received. Never throws, whatever the bytes are; time grows linearly with them.
 * `accepted` and `accepted-with-warnings` may be acted on, `held` needs a person, `rejected` is not to be trusted.
 */
export function judge(bytes: Uint8Array, options: JudgeOptions): Judgement {
  const findings = new Findings();
  const message = read(bytes, options, findings);
  const verdict = verdictOf(findings);
  return { verdict, findings: findings.all(), ...(message && verdict !== 'rejected' ? { message } : {}) };
}

function read(bytes: Uint8Array, options: JudgeOptions, findings: Findings): CapMessage | undefined {
  const limit = options.maxBytes ?? DEFAULT_MAX_BYTES;
  if (bytes.length > limit) {
    findings.add('xml.too-large', '/', { found: `${bytes.length}`, expected: `≤ ${limit}` });
    return undefined;
  }
  const text = decode(bytes, findings);
  const root = text === undefined ? undefined : parseXml(text, findings);
  if (root === undefined) return undefined;
  if (root.name !== 'alert') {
    findings.add('cap.not-an-alert', '/', { found: `{${root.namespace}}${root.name}`, expected: 'alert' });
    return undefined;
  }
  return judgeAlert(root, options.now, findings);
}

function verdictOf(findings: Findings): Verdict {
  switch (findings.worst) {
    case 'reject':
      return 'rejected';
    case 'hold':
      return 'held';
    case 'warning':
      return 'accepted-with-warnings';
    case 'info':
    case undefined:
      return 'accepted';
  }
}
