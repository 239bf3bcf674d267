import { Body, Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsString, IsUUID, Length, ValidateNested } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import { AcceptsBody, CurrentAccount, Roles, sheetAnswer, Summary, type Account, type SheetAnswer } from '@libs/http';
import { EndPlacements, type PlacementEnd } from './end-placements';

class PlacementPath {
  @IsUUID() id!: string;
}

class EndingPlacement {
  /** recorded-in-error: its persons do not count as relocated any more. */
  @IsIn(['home', 'elsewhere', 'recorded-in-error']) how!: PlacementEnd;
  @IsString() @Length(2, 1000) reason!: string;
}

class EndedPlacement {
  @IsUUID() placementId!: string;
}

class EndingSheet extends EndingPlacement {
  /** At most 500; each has its own result. */
  @ApiProperty({ type: () => [EndedPlacement], minItems: 1, maxItems: 500 })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => EndedPlacement)
  rows!: EndedPlacement[];
}

@ApiTags('resettlement')
@Controller('api/resettlement/placements')
export class EndPlacementsController {
  constructor(private readonly endPlacements: EndPlacements) {}

  @Post('ends')
  @HttpCode(200)
  @AcceptsBody({ limit: 256 * 1024 })
  @Roles('messenger', 'shelter-manager', 'duty-officer')
  @Summary({ en: 'End placements', 'zh-CN': '成批结束安置' })
  async many(
    @Body() { rows, how, reason }: EndingSheet,
    @CurrentAccount() by: Account,
    @Req() request: FastifyRequest,
  ): Promise<SheetAnswer> {
    const placementIds = rows.map(({ placementId }) => placementId);
    return sheetAnswer(await this.endPlacements.execute({ placementIds, how, reason }, by), request);
  }

  @Post(':id/end')
  @HttpCode(204)
  @Roles('messenger', 'shelter-manager', 'duty-officer')
  @Summary({ en: 'End a placement', 'zh-CN': '结束安置' })
  async end(
    @Param() { id }: PlacementPath,
    @Body() body: EndingPlacement,
    @CurrentAccount() by: Account,
  ): Promise<void> {
    const [result] = await this.endPlacements.execute({ placementIds: [id], how: body.how, reason: body.reason }, by);
    if (result && 'refused' in result) throw result.refused;
  }
}
