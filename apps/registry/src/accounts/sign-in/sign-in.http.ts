import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsString, Length } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NoIdempotencyKey, Public, setSessionCookie, Summary } from '@libs/http';
import { SignIn } from './sign-in';

class Credentials {
  @IsString() @Length(1, 64) username!: string;
  @IsString() @Length(1, 200) password!: string;
}

class SignedInAnswer {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ type: [String] }) roles!: string[];
  @ApiProperty({ description: 'Division code · 行政区划代码' }) division!: string;
  @ApiProperty({ format: 'date-time', description: 'When the session ends · 会话结束时间' }) expiresAt!: string;
}

class TokenAnswer {
  @ApiProperty() access_token!: string;
  @ApiProperty({ enum: ['Bearer'] }) token_type!: 'Bearer';
  @ApiProperty({ description: 'Seconds · 秒' }) expires_in!: number;
}

@ApiTags('registry')
@Controller('api/registry')
export class SignInController {
  constructor(private readonly signIn: SignIn) {}

  @Post('session')
  @HttpCode(200)
  @Public()
  @NoIdempotencyKey()
  @Summary({ en: 'Sign a page in (HttpOnly cookie)', 'zh-CN': '页面登录（HttpOnly Cookie）' })
  @ApiOkResponse({ type: SignedInAnswer })
  async page(
    @Body() body: Credentials,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignedInAnswer> {
    const { username, password } = body;
    const { account, session, token } = await this.signIn.execute({
      username,
      password,
      address: request.ip,
      purpose: 'page',
    });
    setSessionCookie(request, reply, token, session.expiresAt);
    const { id, displayName, roles, division } = account;
    return { id, name: displayName, roles, division, expiresAt: session.expiresAt.toISOString() };
  }

  @Post('tokens')
  @HttpCode(200)
  @Public()
  @NoIdempotencyKey()
  @Summary({ en: 'Get a bearer token', 'zh-CN': '获取访问令牌' })
  @ApiOkResponse({ type: TokenAnswer })
  async bearer(@Body() { username, password }: Credentials, @Req() request: FastifyRequest): Promise<TokenAnswer> {
    const { token, session } = await this.signIn.execute({ username, password, address: request.ip, purpose: 'token' });
    const seconds = Math.floor((session.expiresAt.getTime() - Date.now()) / 1000);
    return { access_token: token, token_type: 'Bearer', expires_in: seconds };
  }
}
