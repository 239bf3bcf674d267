import { Controller, Get, Headers, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { HttpProblem, Public, tokenInCookie, TokenVerifier } from '@libs/http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Page } from './page';

/** Only what this process serves itself may run or be shown; nothing inline, nothing from elsewhere. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The page and its files. They hold no data; the page reads that with the session's cookie. */
@ApiExcludeController()
@Public()
@Controller()
export class PageController {
  constructor(
    private readonly page: Page,
    private readonly verifier: TokenVerifier,
  ) {}

  @Get()
  async board(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    if (await this.isSignedIn(request)) this.send(reply, 'index.html', request.headers['if-none-match']);
    else void reply.header('cache-control', 'no-store').redirect('/sign-in', 302);
  }

  @Get('sign-in')
  signIn(@Headers('if-none-match') known: string | undefined, @Res() reply: FastifyReply): void {
    this.send(reply, 'sign-in.html', known);
  }

  @Get('web/:file')
  file(
    @Param('file') name: string,
    @Headers('if-none-match') known: string | undefined,
    @Res() reply: FastifyReply,
  ): void {
    this.send(reply, name, known);
  }

  private async isSignedIn(request: FastifyRequest): Promise<boolean> {
    const token = tokenInCookie(request);
    if (!token) return false;
    try {
      await this.verifier.accountOf(token);
      return true;
    } catch (error) {
      if (error instanceof HttpProblem) return false;
      throw error;
    }
  }

  private send(reply: FastifyReply, name: string, known: string | undefined): void {
    const file = this.page.file(name);
    if (file === undefined) throw new HttpProblem('resource.not-found');

    void reply
      .header('content-security-policy', POLICY)
      .header('x-content-type-options', 'nosniff')
      .header('referrer-policy', 'no-referrer')
      .header('cache-control', 'no-cache')
      .header('etag', file.etag);
    if (known === file.etag) void reply.code(304).send();
    else void reply.type(file.type).send(file.bytes);
  }
}
