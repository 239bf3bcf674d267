import { containsDivision, type Decision, type DivisionCode } from '@libs/kernel';
import { refuse } from './refusals';

/** Who may sign in. */
export interface Account {
  id: string;
  /** Login name or phone number, as `normalUsername` gives it; unique. */
  username: string;
  displayName: string;
  roles: string[];
  /** The roles act within this division and below. */
  division: DivisionCode;
  /** Of the password; never the password. */
  passwordHash: string;
  disabledAt: Date | null;
  /** Counts the changes; guards edits. */
  version: number;
}

/** The person who changes accounts. */
export interface Administrator {
  id: string;
  division: DivisionCode;
}

/** What of an account may be changed; what is absent stays. */
export interface AccountChange {
  displayName?: string;
  roles?: string[];
  division?: DivisionCode;
  disabled?: boolean;
}

export type AccountFact =
  | { type: 'account-opened'; accountId: string }
  | { type: 'account-changed'; accountId: string; changed: (keyof AccountChange)[] }
  | { type: 'password-changed'; accountId: string };

/** Rule REG-01: An administrator opens and changes only accounts of the own division and below, and moves none out of it. */
export function requireOwnDivision(by: Administrator, ...divisions: DivisionCode[]): void {
  const found = divisions.find((division) => !containsDivision(by.division, division));
  if (found !== undefined) refuse('account.outside-division', { yours: by.division, found });
}

export function openAccount(
  account: Omit<Account, 'disabledAt' | 'version'>,
  by: Administrator,
): Decision<Account, AccountFact> {
  requireOwnDivision(by, account.division);
  return {
    next: { ...account, roles: inOrder(account.roles), disabledAt: null, version: 1 },
    happened: [{ type: 'account-opened', accountId: account.id }],
  };
}

/**
 * Changes an account; asking for what is so already changes nothing and tells no fact.
 * @param otherAdministrators the divisions of all other accounts that are enabled and administer.
 */
export function changeAccount(
  account: Account,
  change: AccountChange,
  by: Administrator,
  otherAdministrators: readonly DivisionCode[],
  now: Date,
): Decision<Account, AccountFact> {
  requireOwnDivision(by, account.division, change.division ?? account.division);
  const next: Account = {
    ...account,
    displayName: change.displayName ?? account.displayName,
    roles: inOrder(change.roles ?? account.roles),
    division: change.division ?? account.division,
    disabledAt:
      change.disabled === undefined ? account.disabledAt : change.disabled ? (account.disabledAt ?? now) : null,
  };
  const changed: (keyof AccountChange)[] = [];
  if (next.displayName !== account.displayName) changed.push('displayName');
  if (next.roles.join() !== inOrder(account.roles).join()) changed.push('roles');
  if (next.division !== account.division) changed.push('division');
  if ((next.disabledAt === null) !== (account.disabledAt === null)) changed.push('disabled');
  if (changed.length === 0) return { next: account, happened: [] };

  keepAnAdministrator(account, next, otherAdministrators);
  return {
    next: { ...next, version: account.version + 1 },
    happened: [{ type: 'account-changed', accountId: account.id, changed }],
  };
}

/** Rule REG-02: Every division that has an administrator keeps one: the last who covers it is not disabled, moved down or relieved. */
function keepAnAdministrator(before: Account, after: Account, others: readonly DivisionCode[]): void {
  if (!administers(before)) return;
  const covering = administers(after) ? [...others, after.division] : others;
  if (!covering.some((division) => containsDivision(division, before.division))) {
    refuse('account.last-administrator', { division: before.division });
  }
}

export const administers = (account: Account): boolean =>
  account.disabledAt === null && account.roles.includes('administrator');

export function changePassword(
  account: Account,
  passwordHash: string,
  by: Administrator,
): Decision<Account, AccountFact> {
  if (by.id !== account.id) requireOwnDivision(by, account.division);
  return {
    next: { ...account, passwordHash, version: account.version + 1 },
    happened: [{ type: 'password-changed', accountId: account.id }],
  };
}

/** Rule REG-03: A password is long enough, is not a few characters repeated, and does not contain the account's name. */
export function requireStrongPassword(password: string, username: string, leastLength: number): void {
  const tooSimple = new Set(password).size < Math.min(5, leastLength);
  if (password.length < leastLength || tooSimple || normalUsername(password).includes(username)) {
    refuse('account.weak-password', { accepted: leastLength });
  }
}

/** One spelling per name, so that look-alikes in width or case are the same account. */
export const normalUsername = (text: string): string => text.normalize('NFKC').trim().toLowerCase();

const inOrder = (roles: string[]): string[] => [...new Set(roles)].sort();
