import { Body, Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  ValidateNested,
} from 'class-validator';
import type { FastifyRequest } from 'fastify';
import {
  AcceptsBody,
  CurrentAccount,
  IsInstant,
  Roles,
  sheetAnswer,
  Summary,
  type Account,
  type SheetAnswer,
} from '@libs/http';
import { ReportMovements, type MovementReport } from './report-movements';

class OrderPath {
  @IsUUID() id!: string;
}

class Report {
  @IsUUID() householdId!: string;
  @IsIn(['moved', 'refused', 'absent', 'unreached', 'returned']) outcome!: MovementReport['outcome'];
  /** Who moved; everybody of the household when absent. */
  @IsOptional() @IsArray() @ArrayMinSize(1) @ArrayMaxSize(50) @IsUUID(undefined, { each: true }) memberIds?: string[];
  @IsOptional() @IsIn(['shelter', 'kin', 'other']) destination?: 'shelter' | 'kin' | 'other';
  @IsOptional() @IsUUID() shelterId?: string;
  @IsOptional() @IsInstant() happenedAt?: string;
  @IsOptional() @IsString() @Length(1, 1000) note?: string;
}

class Sheet {
  /** At most 500; each has its own result. */
  @ApiProperty({ type: () => [Report], minItems: 1, maxItems: 500 })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => Report)
  rows!: Report[];
}

@ApiTags('resettlement')
@Controller('api/resettlement/orders')
export class ReportMovementsController {
  constructor(private readonly reportMovements: ReportMovements) {}

  @Post(':id/movements')
  @HttpCode(200)
  @AcceptsBody({ limit: 2 * 1024 * 1024 })
  @Roles('messenger')
  @Summary({ en: 'Report what became of households', 'zh-CN': '上报住户转移情况' })
  async report(
    @Param() { id }: OrderPath,
    @Body() { rows }: Sheet,
    @CurrentAccount() by: Account,
    @Req() request: FastifyRequest,
  ): Promise<SheetAnswer> {
    const reports = rows.map((row) => ({ ...row, happenedAt: row.happenedAt ? new Date(row.happenedAt) : undefined }));
    return sheetAnswer(await this.reportMovements.execute({ orderId: id, rows: reports }, by), request);
  }
}
