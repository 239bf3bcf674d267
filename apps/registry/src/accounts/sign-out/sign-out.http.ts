import { Controller, Delete, HttpCode, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { clearSessionCookie, CurrentAccount, NoIdempotencyKey, Summary, type Account } from '@libs/http';
import { SignOut } from './sign-out';

@ApiTags('registry')
@Controller('api/registry/session')
export class SignOutController {
  constructor(private readonly signOut: SignOut) {}

  @Delete()
  @HttpCode(204)
  @NoIdempotencyKey()
  @Summary({ en: 'Sign out', 'zh-CN': '退出登录' })
  async end(
    @CurrentAccount() { id, sessionId }: Account,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.signOut.execute({ accountId: id, sessionId: sessionId! });
    clearSessionCookie(request, reply);
  }
}
