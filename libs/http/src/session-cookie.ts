import { parseCookie, stringifySetCookie } from 'cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Name of the cookie that pages sign in with: an EventSource sends no bearer token. */
export const SESSION_COOKIE = 'fenghuo_session';

/** The token in the cookie, if there is one. */
export const tokenInCookie = (request: FastifyRequest): string | undefined =>
  parseCookie(request.headers.cookie ?? '')[SESSION_COOKIE] || undefined;

/** Signs the browser in: no script can read the cookie, no other site's page sends it. */
export function setSessionCookie(request: FastifyRequest, reply: FastifyReply, token: string, expires: Date): void {
  reply.header('set-cookie', cookie(request, token, expires));
}

/** Signs the browser out. */
export function clearSessionCookie(request: FastifyRequest, reply: FastifyReply): void {
  reply.header('set-cookie', cookie(request, '', new Date(0)));
}

const cookie = (request: FastifyRequest, value: string, expires: Date): string =>
  stringifySetCookie({
    name: SESSION_COOKIE,
    value,
    httpOnly: true,
    sameSite: 'strict',
    // Behind a proxy that speaks TLS the protocol is the client's, if the proxy is trusted.
    secure: request.protocol === 'https',
    path: '/',
    expires,
  });
