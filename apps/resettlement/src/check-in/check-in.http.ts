import { Body, Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsUUID, ValidateNested } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import { AcceptsBody, CurrentAccount, Roles, sheetAnswer, Summary, type Account, type SheetAnswer } from '@libs/http';
import { CheckIn } from './check-in';

class ShelterPath {
  @IsUUID() shelterId!: string;
}

class ArrivingHousehold {
  @IsUUID() householdId!: string;
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(50) @IsUUID(undefined, { each: true }) memberIds!: string[];
}

class BusLoad {
  @IsUUID() emergencyId!: string;
  /** At most 500; each has its own result. */
  @ApiProperty({ type: () => [ArrivingHousehold], minItems: 1, maxItems: 500 })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => ArrivingHousehold)
  rows!: ArrivingHousehold[];
}

@ApiTags('resettlement')
@Controller('api/resettlement/shelters')
export class CheckInController {
  constructor(private readonly checkIn: CheckIn) {}

  @Post(':shelterId/stays')
  @HttpCode(200)
  @AcceptsBody({ limit: 2 * 1024 * 1024 })
  @Roles('shelter-manager')
  @Summary({ en: 'Check households in at a shelter', 'zh-CN': '避险点登记入住' })
  async arrive(
    @Param() { shelterId }: ShelterPath,
    @Body() { emergencyId, rows }: BusLoad,
    @CurrentAccount() by: Account,
    @Req() request: FastifyRequest,
  ): Promise<SheetAnswer> {
    return sheetAnswer(await this.checkIn.execute({ shelterId, emergencyId, rows }, by), request);
  }
}
