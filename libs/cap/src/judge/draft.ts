import type { FindingCode, Findings } from '../findings/finding';
import type { XmlElement } from '../xml/xml-tree';

/** Values that the standard does not have: what a draft has that somebody played with. */
const INVENTED: readonly FindingCode[] = [
  'cap.msg-type-missing',
  'cap.scope-missing',
  'cap.time-unreadable',
  'cap.category-missing',
  'cap.response-type-unknown',
  'cap.urgency-missing',
  'cap.severity-missing',
  'cap.certainty-missing',
  'cap.resource-size',
];

/** A draft is held; one with invented values is rejected. What is only missing is not invented: it is yet to come. */
export function checkDraft(alert: XmlElement, findings: Findings): void {
  const status = alert.children.find(({ name }) => name === 'status')?.text.trim();
  if (status?.toLowerCase() !== 'draft') return;
  findings.add('cap.status-draft', '/alert/status');
  const invented = findings.all().some(({ code, found }) => INVENTED.includes(code) && found);
  if (invented) findings.add('cap.draft-invented', '/alert/status');
}
