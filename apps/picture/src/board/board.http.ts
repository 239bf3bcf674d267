import { Controller, Get, Param, ParseUUIDPipe } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { HttpProblem, ListQuery, Lists, Roles, Summary, type ListRequest, type Page } from '@libs/http';
import {
  BoardReader,
  EMERGENCIES,
  INCIDENTS,
  MESSAGES,
  MISSIONS,
  ORDERS,
  TIMELINE,
  WARNINGS,
} from './board-reader.query';
import { WATCHERS } from '../watchers';

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
  @Summary({
    en: 'One emergency with the newest 200 facts of its timeline, oldest first',
    'zh-CN': '单个灾害过程及其时间线最新 200 条（由旧到新）',
  })
  async emergency(@Param('id', ParseUUIDPipe) id: string): Promise<unknown> {
    return (await this.board.emergency(id)) ?? notFound();
  }

  @Get('emergencies/:id/timeline')
  @Lists(TIMELINE)
  @Summary({ en: 'Every fact of an emergency, page by page', 'zh-CN': '灾害过程的全部时间线（分页）' })
  async timeline(
    @Param('id', ParseUUIDPipe) id: string,
    @ListQuery(TIMELINE) request: ListRequest,
  ): Promise<Page<unknown>> {
    return (await this.board.timeline(id, request)) ?? notFound();
  }

  @Get('emergencies/:id/figures')
  @Summary({ en: 'The figures of an emergency, with what each counts', 'zh-CN': '灾害过程的统计数字及其口径' })
  async figures(@Param('id', ParseUUIDPipe) id: string): Promise<unknown> {
    return (await this.board.figures(id)) ?? notFound();
  }

  @Get('incidents')
  @Lists(INCIDENTS)
  @Summary({ en: 'Incidents, those that are over too', 'zh-CN': '险情（含已处置的）' })
  incidents(@ListQuery(INCIDENTS) request: ListRequest): Promise<Page<unknown>> {
    return this.board.incidents(request);
  }

  @Get('missions')
  @Lists(MISSIONS)
  @Summary({ en: 'Missions of the teams', 'zh-CN': '队伍任务' })
  missions(@ListQuery(MISSIONS) request: ListRequest): Promise<Page<unknown>> {
    return this.board.missions(request);
  }

  @Get('orders')
  @Lists(ORDERS)
  @Summary({ en: 'Evacuation orders with their households', 'zh-CN': '转移命令及其住户情况' })
  orders(@ListQuery(ORDERS) request: ListRequest): Promise<Page<unknown>> {
    return this.board.orders(request);
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
