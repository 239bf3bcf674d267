import { Controller, Get, HttpCode, HttpStatus, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentAccount, setSessionCookie, Summary, tokenInCookie, type Account } from '@libs/http';
import { OwnSession } from './own-session';

@ApiTags('registry')
@Controller('api/registry/session')
export class OwnSessionController {
  constructor(private readonly ownSession: OwnSession) {}

  @Get()
  @Summary({ en: 'Who is signed in; renews the cookie', 'zh-CN': '当前登录账号；并续期 Cookie' })
  async whoAmI(
    @CurrentAccount() { sessionId }: Account,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { account, session, token } = await this.ownSession.execute(sessionId!);
    if (session.purpose === 'page' && tokenInCookie(request))
      setSessionCookie(request, reply, token, session.expiresAt);
    const { id, displayName, roles, division } = account;
    return { id, name: displayName, roles, division, expiresAt: session.expiresAt.toISOString() };
  }

  /** The other services ask this with the token that was shown to them; it gets here only while the session is open. */
  @Get('open')
  @HttpCode(HttpStatus.NO_CONTENT)
  @Summary({
    en: 'Whether the session of this token is open: 204, or 401',
    'zh-CN': '该令牌的会话是否有效：204 或 401',
  })
  open(): void {}
}
