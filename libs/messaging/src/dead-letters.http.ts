import { Body, Controller, Get, HttpCode, Param, Post, type Type } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IsString, IsUUID, Length, Matches } from 'class-validator';
import { ListQuery, Lists, Roles, Summary, type ListRequest, type Page } from '@libs/http';
import { DEAD_LETTERS, DeadLetters, type DeadLetter } from './dead-letters';

class LetterPath {
  /** Consumer group, as the list names it. */
  @Matches(/^[a-z0-9.-]{1,100}$/) consumer!: string;
  @IsUUID() id!: string;
}

class Reason {
  /** Why; kept in the audit log. */
  @IsString() @Length(3, 1000) reason!: string;
}

/** Routes for the dead letters of one service: `/api/<service>/dead-letters`. */
export function deadLettersController(service: string): Type {
  @ApiTags(service)
  @Controller(`api/${service}/dead-letters`)
  class DeadLettersController {
    constructor(private readonly deadLetters: DeadLetters) {}

    @Get()
    @Roles('administrator', 'duty-leader', 'auditor')
    @Lists(DEAD_LETTERS)
    @Summary({ en: 'Messages that wait, and dead letters', 'zh-CN': '搁置的消息与死信' })
    list(@ListQuery(DEAD_LETTERS) request: ListRequest): Promise<Page<DeadLetter>> {
      return this.deadLetters.list(request);
    }

    @Get(':consumer/:id')
    @Roles('administrator', 'auditor')
    @Summary({ en: 'One of them with its message', 'zh-CN': '单条消息及其内容' })
    read(@Param() { consumer, id }: LetterPath): Promise<DeadLetter & { message: unknown }> {
      return this.deadLetters.read(consumer, id);
    }

    @Post(':consumer/:id/retry')
    @HttpCode(204)
    @Roles('administrator')
    @Summary({ en: 'Try a dead letter again', 'zh-CN': '重投死信' })
    retry(@Param() { consumer, id }: LetterPath, @Body() { reason }: Reason): Promise<void> {
      return this.deadLetters.retry(consumer, id, reason);
    }

    @Post(':consumer/:id/drop')
    @HttpCode(204)
    @Roles('administrator')
    @Summary({ en: 'Drop a dead letter; its key flows on', 'zh-CN': '丢弃死信,后续消息继续' })
    drop(@Param() { consumer, id }: LetterPath, @Body() { reason }: Reason): Promise<void> {
      return this.deadLetters.drop(consumer, id, reason);
    }
  }
  return DeadLettersController;
}
