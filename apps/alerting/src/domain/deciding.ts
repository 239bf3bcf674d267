/** What a person can decide about a message that waits. */
export type Decision = 'released' | 'rejected';

/** What a person may have to say in the place of the message, as CAP names it. */
export const SUPPLIED_FIELDS = [
  'identifier',
  'sender',
  'sent',
  'status',
  'msgType',
  'scope',
  'references',
  'expires',
  'area',
] as const;
export type SuppliedField = (typeof SUPPLIED_FIELDS)[number];

/** What has to be filled in, because without it nobody knows what the message says. */
const FILLED_IN: Record<string, SuppliedField> = {
  'cap.identifier-missing': 'identifier',
  'cap.identifier-too-long': 'identifier',
  'cap.sender-missing': 'sender',
  'cap.sender-too-long': 'sender',
  'cap.sent-missing': 'sent',
  'cap.status-missing': 'status',
  'cap.status-draft': 'status',
  'cap.msg-type-missing': 'msgType',
  'cap.scope-missing': 'scope',
  'cap.followup-names-nothing': 'references',
  'cap.area-unreadable': 'area',
};

/** Dates that nobody would expect: a person gives another one, or the same again. */
const CONFIRMED: Record<string, SuppliedField> = {
  'cap.sent-in-future': 'sent',
  'cap.expires-long-before-sent': 'expires',
};

/** Rule ALRT-14: what is held may be released or rejected; a conflict can only be rejected, which closes it. */
export function mayDecide(outcome: string | undefined, decision: Decision): boolean {
  return outcome === 'held' || (outcome === 'conflict' && decision === 'rejected');
}

/**
 * Rule ALRT-13: a held message is released only when a person has filled in what it lacks, and has confirmed a date that
 * nobody would expect; every other doubt is settled by the decision itself.
 * @param findings of the message, read together with what was supplied
 */
export function whatIsNeeded(
  findings: readonly { code: string; severity: string }[],
  supplied: readonly string[] = [],
): SuppliedField[] {
  const needed = findings
    .filter(({ severity }) => severity === 'hold')
    .flatMap(({ code }) => {
      const confirmed = CONFIRMED[code];
      if (confirmed !== undefined) return supplied.includes(confirmed) ? [] : [confirmed];
      return FILLED_IN[code] ?? [];
    });
  return SUPPLIED_FIELDS.filter((field) => needed.includes(field));
}
