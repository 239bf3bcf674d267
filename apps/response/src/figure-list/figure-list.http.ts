import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IsUUID } from 'class-validator';
import { Summary } from '@libs/http';
import { FigureListQuery, type EmergencyFigures } from './figure-list.query';

class EmergencyPath {
  @IsUUID() id!: string;
}

@ApiTags('response')
@Controller('api/response/emergencies')
export class FigureListController {
  constructor(private readonly figures: FigureListQuery) {}

  @Get(':id/figures')
  @Summary({ en: 'Figures of an emergency, beside the rows of the plans', 'zh-CN': '灾害过程统计数据与各预案条件对照' })
  of(@Param() { id }: EmergencyPath): Promise<EmergencyFigures> {
    return this.figures.of(id);
  }
}
