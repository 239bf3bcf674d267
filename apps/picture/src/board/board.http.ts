import { Controller, Get, Param, ParseUUIDPipe } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { HttpProblem, ListQuery, Lists, Roles, Summary, type ListRequest, type Page } from '@libs/http';
import { BoardReader, EMERGENCIES, MESSAGES, WARNINGS } from './board-reader.query';
import { WATCHERS } from './watchers';

@ApiTags('picture')
@Roles(...WATCHERS)
@Controller('api/picture')
export class BoardController {
  constructor(private readonly board: BoardReader) {}

  @Get('emergencies')
  @Lists(EMERGENCIES)
  @Summary({ en: 'Emergencies with their counters', 'zh-CN': '灾害过程及其计数' })
  emergencies(@ListQuery(EMERGENCIES) request: ListRequest): Promise<Page<unknown>> {
    return this.board.emergencies(request);
  }

  @Get('emergencies/:id')
  @Summary({ en: 'One emergency with its timeline, oldest fact first', 'zh-CN': '单个灾害过程及其时间线（由旧到新）' })
  async emergency(@Param('id', ParseUUIDPipe) id: string): Promise<unknown> {
    return (await this.board.emergency(id)) ?? notFound();
  }

  @Get('warnings')
  @Lists(WARNINGS)
  @Summary({ en: 'Warnings, those no longer in force too', 'zh-CN': '预警（含已失效的）' })
  warnings(@ListQuery(WARNINGS) request: ListRequest): Promise<Page<unknown>> {
    return this.board.warnings(request);
  }

  @Get('warnings/:id')
  @Summary({ en: 'One warning with its texts and its outline', 'zh-CN': '单条预警的全文与轮廓' })
  async warning(@Param('id', ParseUUIDPipe) id: string): Promise<unknown> {
    return (await this.board.warning(id)) ?? notFound();
  }

  @Get('messages')
  @Lists(MESSAGES)
  @Summary({ en: 'Messages received, whatever became of them', 'zh-CN': '收到的消息及其处理结果' })
  messages(@ListQuery(MESSAGES) request: ListRequest): Promise<Page<unknown>> {
    return this.board.messages(request);
  }
}

function notFound(): never {
  throw new HttpProblem('resource.not-found');
}
