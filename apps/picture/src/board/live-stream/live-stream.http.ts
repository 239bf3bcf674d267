import { Controller, Get, Headers, Inject, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { HttpProblem, Roles, Summary, tokenInCookie, TokenVerifier } from '@libs/http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PICTURE_CONFIG, type PictureConfig } from '../../picture.config';
import { WATCHERS } from '../../watchers';
import { ConsoleConnection } from './console-connection';
import { LiveStream } from './live-stream';

@ApiTags('picture')
@Roles(...WATCHERS)
@Controller('api/picture')
export class LiveStreamController {
  constructor(
    private readonly live: LiveStream,
    private readonly verifier: TokenVerifier,
    @Inject(PICTURE_CONFIG) private readonly config: PictureConfig,
  ) {}

  @Get('snapshot')
  @Summary({ en: 'The whole board as it stands now', 'zh-CN': '当前态势全貌' })
  async snapshot(@Res() reply: FastifyReply): Promise<void> {
    const { epoch, position, data } = await this.live.snapshot();
    void reply
      .header('cache-control', 'no-store')
      .header('x-stream-position', `${epoch}-${position}`)
      .type('application/json; charset=utf-8')
      .send(data);
  }

  @Get('stream')
  @Summary({
    en: 'The live stream (server-sent events): a snapshot, then every change. Resumes after Last-Event-ID or `after`',
    'zh-CN': '实时推送（SSE）：先发全貌，再逐条推送变化；按 Last-Event-ID 或 after 续传',
  })
  async stream(
    @Headers('last-event-id') lastEventId: string | undefined,
    @Query('after') after: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    reply.hijack();
    for (const [name, value] of Object.entries(reply.getHeaders())) reply.raw.setHeader(name, value!);
    const encodings = request.headers['accept-encoding'];
    const console = ConsoleConnection.begin(reply.raw, encodings?.toString(), this.config.streamMaxWaiting);
    this.endWithSession(console, request);
    await this.live.join(console, lastEventId ?? after);
  }

  /** Who was signed out, or whose account was closed, does not go on watching. */
  private endWithSession(console: ConsoleConnection, request: FastifyRequest): void {
    const token = request.headers.authorization?.replace(/^Bearer +/i, '') ?? tokenInCookie(request) ?? '';
    const timer = setInterval(() => {
      this.verifier.accountOf(token).catch((error: unknown) => {
        // An outage of the accounts says nothing about the session.
        if (error instanceof HttpProblem && error.code.startsWith('auth.')) console.end();
      });
    }, this.config.streamRecheckMs);
    console.onClose(() => clearInterval(timer));
  }
}
