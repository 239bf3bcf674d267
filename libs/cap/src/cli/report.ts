import type { Finding } from '../findings/finding';
import type { Judgement } from '../judge/judge';
import type { Verdict } from '../judge/verdict';

/** What `--json` prints for one document. */
export interface FileReport {
  file: string;
  verdict: Verdict;
  findings: Finding[];
  /** For a feed, an envelope or a list: its alerts in document order. */
  alerts?: AlertReport[];
  /** For a feed: addresses of alerts that are not in the document itself. */
  links?: string[];
}

export interface AlertReport {
  identifier?: string;
  sender?: string;
  verdict: Verdict;
  findings: Finding[];
}

const WORDS: Record<Verdict, string> = {
  accepted: '采用 accepted',
  'accepted-with-warnings': '采用（有警告） accepted with warnings',
  held: '待人工处理 held for a person',
  rejected: '拒收 rejected',
  'partly-accepted': '部分采用 partly accepted',
  index: '索引 index',
};

export function reportOf(file: string, { verdict, findings, alerts, links }: Judgement): FileReport {
  const report: FileReport = { file, verdict, findings };
  if (alerts) report.alerts = alerts.map(alertReport);
  if (links) report.links = links;
  return report;
}

function alertReport({ message, verdict, findings }: Judgement): AlertReport {
  const report: AlertReport = { verdict, findings };
  return message ? { identifier: message.identifier, sender: message.sender, ...report } : report;
}

/** A report for people, in both languages of the product. */
export function textOf({ file, verdict, findings, alerts = [], links = [] }: FileReport): string {
  const lines = [`${file}: ${WORDS[verdict]}`, ...findings.flatMap((finding) => findingLines(finding, '  '))];
  alerts.forEach((alert, index) => {
    const name = alert.identifier === undefined ? '' : ` ${alert.identifier}`;
    lines.push(`  ${index + 1}.${name}: ${WORDS[alert.verdict]}`);
    lines.push(...alert.findings.flatMap((finding) => findingLines(finding, '    ')));
  });
  if (links.length > 0) lines.push(`  链接 links: ${links.length}`);
  return `${lines.map(printable).join('\n')}\n`;
}

function findingLines({ severity, code, path, text, found, expected, repaired }: Finding, indent: string): string[] {
  const details = [
    found ? `实为 found: ${found}` : '',
    expected ? `应为 expected: ${expected}` : '',
    repaired === undefined ? '' : `改为 repaired: ${repaired}`,
  ].filter((detail) => detail !== '');
  return [
    `${indent}${severity.padEnd(7)} ${code}  ${path}`,
    `${indent}        ${text['zh-CN']} ${text.en}`,
    ...details.map((detail) => `${indent}        ${detail}`),
  ];
}

/** A document's words must not steer the terminal that shows them. */
function printable(line: string): string {
  return line.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, ' ');
}

/** May everything in it be acted on (or is it only an index of links)? */
export function isAccepted(verdict: Verdict): boolean {
  switch (verdict) {
    case 'accepted':
    case 'accepted-with-warnings':
    case 'index':
      return true;
    case 'held':
    case 'rejected':
    case 'partly-accepted':
      return false;
  }
}
