import { Controller, Get, Req, Res } from '@nestjs/common';
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
}
