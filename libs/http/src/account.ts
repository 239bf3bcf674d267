/** Every role of the product; a role acts within its account's division and below. */
export const ROLES = [
  'feed',
  'duty-officer',
  'duty-leader',
  'commander',
  'dispatcher',
  'team-leader',
  'shelter-manager',
  'messenger',
  'registry-clerk',
  'administrator',
  'auditor',
] as const;
export type Role = (typeof ROLES)[number];

/** Who makes a request, as the token says. */
export interface Account {
  /** Subject of the token. */
  id: string;
  /** Name for people to read. */
  name: string;
  roles: Role[];
  /** Division code within which the roles act. */
  division: string;
  /** Session the token belongs to; absent in tokens of a foreign issuer. */
  sessionId?: string;
}
