const LEADING = ['duty-officer', 'duty-leader', 'commander', 'administrator', 'auditor'];

/**
 * Rule ALRT-10: a warning whose scope is not Public, and the messages themselves, are shown only to those who lead,
 * administer or audit; a feed sees the messages that it has sent.
 */
export function maySeeRestricted(roles: readonly string[]): boolean {
  return roles.some((role) => LEADING.includes(role));
}
