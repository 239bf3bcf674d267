import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Account, Role } from './account';
import { mark } from './api-marks';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; null on a public route. */
    account: Account | null;
  }
}

export const PUBLIC = 'fenghuo:public';
export const ROLES_NEEDED = 'fenghuo:roles';

/** A route that needs no token. Everything else does. */
export const Public = () => mark('public', true);

/** A route for these roles only; any one of them is enough. Without it every signed-in account may use the route. */
export const Roles = (...roles: [Role, ...Role[]]) => mark('roles', roles);

/** The account that makes the request: `@CurrentAccount() account: Account`. */
export const CurrentAccount = createParamDecorator((_: unknown, context: ExecutionContext): Account => {
  const { account } = context.switchToHttp().getRequest<FastifyRequest>();
  if (!account) throw new Error('@CurrentAccount() on a public route');
  return account;
});
