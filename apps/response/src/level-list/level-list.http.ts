import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IsUUID } from 'class-validator';
import { ListQuery, Lists, Summary, type ListRequest, type Page } from '@libs/http';
import {
  ACTIVATIONS,
  LEVEL_PROPOSALS,
  LevelListQuery,
  type ActivationItem,
  type LevelProposalItem,
} from './level-list.query';

class EmergencyPath {
  @IsUUID() id!: string;
}

@ApiTags('response')
@Controller('api/response/emergencies')
export class LevelListController {
  constructor(private readonly levels: LevelListQuery) {}

  @Get(':id/level-proposals')
  @Lists(LEVEL_PROPOSALS)
  @Summary({ en: 'Proposed levels of an emergency, newest first', 'zh-CN': '灾害过程的响应建议,最新在前' })
  proposals(
    @Param() { id }: EmergencyPath,
    @ListQuery(LEVEL_PROPOSALS) request: ListRequest,
  ): Promise<Page<LevelProposalItem>> {
    return this.levels.proposals(id, request);
  }

  @Get(':id/activations')
  @Lists(ACTIVATIONS)
  @Summary({ en: 'Activations of an emergency, newest first', 'zh-CN': '灾害过程的应急响应,最新在前' })
  activations(
    @Param() { id }: EmergencyPath,
    @ListQuery(ACTIVATIONS) request: ListRequest,
  ): Promise<Page<ActivationItem>> {
    return this.levels.activations(id, request);
  }
}
