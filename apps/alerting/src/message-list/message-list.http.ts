import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IsUUID } from 'class-validator';
import type { FastifyReply } from 'fastify';
import {
  CurrentAccount,
  ListQuery,
  Lists,
  Roles,
  Summary,
  type Account,
  type ListRequest,
  type Page,
} from '@libs/http';
import { MessageListQuery, MESSAGES, type MessageDetail, type MessageItem } from './message-list.query';

class MessagePath {
  @IsUUID() id!: string;
}

@ApiTags('alerting')
@Controller('api/alerting/messages')
@Roles('feed', 'duty-officer', 'duty-leader', 'commander', 'administrator', 'auditor')
export class MessageListController {
  constructor(private readonly messages: MessageListQuery) {}

  @Get()
  @Lists(MESSAGES)
  @Summary({ en: 'CAP messages as received, newest first', 'zh-CN': '收到的 CAP 报文，最新在前' })
  list(@ListQuery(MESSAGES) request: ListRequest, @CurrentAccount() by: Account): Promise<Page<MessageItem>> {
    return this.messages.list(request, by);
  }

  @Get(':id')
  @Summary({ en: 'One message with verdict and findings', 'zh-CN': '单条报文及其判定' })
  one(@Param() { id }: MessagePath, @CurrentAccount() by: Account): Promise<MessageDetail> {
    return this.messages.one(id, by);
  }

  @Get(':id/raw')
  @Summary({ en: 'The bytes as received', 'zh-CN': '收到的原始字节' })
  async raw(@Param() { id }: MessagePath, @CurrentAccount() by: Account, @Res() reply: FastifyReply): Promise<void> {
    const { bytes, contentType } = await this.messages.raw(id, by);
    // Never shown by a browser: it is whatever somebody has sent.
    await reply
      .type(contentType)
      .header('content-disposition', `attachment; filename="${id}.xml"`)
      .header('x-content-type-options', 'nosniff')
      .send(bytes);
  }
}
