import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import type { Account, Role } from './account';
import { PUBLIC, ROLES_NEEDED } from './authorisation';
import { HttpProblem } from './problem';
import { contextOf } from './request-context';
import type { RequestRates } from './request-rates';
import { tokenInCookie } from './session-cookie';
import { TokenVerifier } from './token-verifier';

// Whatever watches over the process has no account; these routes show no data of the business.
const OPERATIONS = /^\/(health\/(live|ready)|metrics)$/;

/**
 * Lets nobody in without a good token, unless the route is public, nor anybody who asks too often; then checks the roles
 * the route needs.
 */
@Injectable()
export class AuthenticationGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly verifier: TokenVerifier,
    private readonly rates: RequestRates,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const route = [context.getHandler(), context.getClass()];
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (OPERATIONS.test(request.routeOptions.url ?? '')) return true;
    if (this.reflector.getAllAndOverride<boolean>(PUBLIC, route)) {
      await this.rates.ofAddress(request.ip);
      return true;
    }

    const account = await this.accountOf(request);
    await this.rates.ofAccount(account);
    request.account = account;
    contextOf(request).actor = account;

    const needed = this.reflector.getAllAndOverride<Role[] | undefined>(ROLES_NEEDED, route);
    if (needed && !needed.some((role) => account.roles.includes(role))) {
      throw new HttpProblem('auth.role-required', { facts: { accepted: needed.join(', ') } });
    }
    return true;
  }

  private async accountOf(request: FastifyRequest): Promise<Account> {
    try {
      return await this.verifier.accountOf(tokenIn(request));
    } catch (error) {
      await this.rates.ofAddress(request.ip);
      throw error;
    }
  }
}

/** The token that came along, in the header or else in the cookie; undefined without one. */
export function bearerOrCookie(request: FastifyRequest): string | undefined {
  const { authorization } = request.headers;
  if (authorization === undefined) return tokenInCookie(request);
  return /^Bearer +([\w.~+/=-]+)$/i.exec(authorization)?.[1];
}

function tokenIn(request: FastifyRequest): string {
  const token = bearerOrCookie(request);
  if (token !== undefined) return token;
  throw new HttpProblem(request.headers.authorization === undefined ? 'auth.required' : 'auth.invalid-token');
}
