import { Body, Controller, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  AcceptsBody,
  CurrentAccount,
  HttpProblem,
  languageOf,
  NoIdempotencyKey,
  Roles,
  Summary,
  type Account,
} from '@libs/http';
import { messageAnswer, problemOfMessage, type MessageAnswer, type MessageProblem } from './message-answer';
import { ReceiveCap } from './receive-cap';

const CAP_TYPES = ['application/cap+xml', 'application/xml', 'text/xml'];
const LARGEST = 4 * 1024 * 1024;

@ApiTags('alerting')
@Controller('api/alerting')
export class ReceiveCapController {
  constructor(private readonly receiveCap: ReceiveCap) {}

  @Post('cap')
  @Roles('feed', 'duty-officer')
  @AcceptsBody({ types: CAP_TYPES, limit: LARGEST })
  @NoIdempotencyKey()
  @Summary({
    en: 'Hand in a CAP message: 202 accepted or held, 200 the same again, 422 rejected, 409 same identity with other bytes',
    'zh-CN': '提交 CAP 报文：202 已接收或待人工，200 重复，422 拒收，409 同一标识但内容不同',
  })
  @ApiConsumes(...CAP_TYPES)
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiResponse({ status: 202, description: 'Stored and judged; the verdict says whether it is held' })
  @ApiResponse({ status: 200, description: 'The same bytes had been received before; nothing happened again' })
  @ApiResponse({ status: 409, description: 'Another message has this sender and identifier; stored, without effect' })
  @ApiResponse({ status: 413, description: 'Larger than 4 MB; not stored, in the audit log' })
  @ApiResponse({ status: 422, description: 'Rejected, and stored; the findings say why' })
  async receive(
    @Body() bytes: unknown,
    @CurrentAccount() account: Account,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MessageAnswer | MessageProblem> {
    if (!Buffer.isBuffer(bytes) || bytes.length === 0) throw new HttpProblem('body.required');
    const contentType = request.headers['content-type']?.split(';', 1)[0] ?? '';
    const received = await this.receiveCap.execute({ bytes, contentType, receivedBy: account.id });

    const problem = problemOfMessage(received, languageOf(request), request);
    if (problem) {
      reply.status(problem.status).type('application/problem+json');
      return problem;
    }
    reply.status(received.fresh ? 202 : 200).header('location', `/api/alerting/messages/${received.id}`);
    return messageAnswer(received);
  }
}
