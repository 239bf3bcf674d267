import { ROLES, type Role } from '@libs/http';

/** Who may see the picture: everybody on duty. A feed only delivers. */
export const WATCHERS = ROLES.filter((role) => role !== 'feed') as unknown as [Role, ...Role[]];
