import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
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
import { RecordPlacements, type PlacementRow } from './record-placements';

class Placed {
  @IsUUID() householdId!: string;
  /** Everybody of the household when absent. */
  @IsOptional() @IsArray() @ArrayMinSize(1) @ArrayMaxSize(50) @IsUUID(undefined, { each: true }) memberIds?: string[];
  @IsIn(['centralised', 'kin', 'rented', 'borrowed', 'tent']) placement!: PlacementRow['placement'];
  @IsOptional() @IsUUID() shelterId?: string;
  @IsOptional() @IsInstant() happenedAt?: string;
  @IsString() @Length(2, 1000) reason!: string;
}

class PlacementSheet {
  @IsUUID() emergencyId!: string;
  /** At most 500; each has its own result. */
  @ApiProperty({ type: () => [Placed], minItems: 1, maxItems: 500 })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => Placed)
  rows!: Placed[];
}

@ApiTags('resettlement')
@Controller('api/resettlement/placements')
export class RecordPlacementsController {
  constructor(private readonly recordPlacements: RecordPlacements) {}

  @Post()
  @HttpCode(200)
  @AcceptsBody({ limit: 2 * 1024 * 1024 })
  @Roles('messenger', 'shelter-manager', 'duty-officer')
  @Summary({ en: 'Record households placed away from home', 'zh-CN': '登记紧急转移安置' })
  async record(
    @Body() { emergencyId, rows }: PlacementSheet,
    @CurrentAccount() by: Account,
    @Req() request: FastifyRequest,
  ): Promise<SheetAnswer> {
    const placed = rows.map((row) => ({ ...row, happenedAt: row.happenedAt ? new Date(row.happenedAt) : undefined }));
    return sheetAnswer(await this.recordPlacements.execute({ emergencyId, rows: placed }, by), request);
  }
}
