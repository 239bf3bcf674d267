import { Body, Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsString, IsUUID, Length, ValidateNested } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import { AcceptsBody, CurrentAccount, Roles, sheetAnswer, Summary, type Account, type SheetAnswer } from '@libs/http';
import { CheckOut } from './check-out';

class StayPath {
  @IsUUID() id!: string;
}

class ShelterPath {
  @IsUUID() shelterId!: string;
}

class EndingStay {
  @IsString() @Length(2, 1000) reason!: string;
}

class LeavingStay {
  @IsUUID() stayId!: string;
}

class GroupLeaving {
  /** At most 500; each has its own result. */
  @ApiProperty({ type: () => [LeavingStay], minItems: 1, maxItems: 500 })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => LeavingStay)
  rows!: LeavingStay[];
  @IsString() @Length(2, 1000) reason!: string;
}

@ApiTags('resettlement')
@Controller('api/resettlement')
export class CheckOutController {
  constructor(private readonly checkOut: CheckOut) {}

  @Post('stays/:id/end')
  @HttpCode(204)
  @Roles('shelter-manager')
  @Summary({ en: 'Check a household out of a shelter', 'zh-CN': '避险点登记离开' })
  async end(@Param() { id }: StayPath, @Body() { reason }: EndingStay, @CurrentAccount() by: Account): Promise<void> {
    const [result] = await this.checkOut.execute({ stayIds: [id], reason }, by);
    if (result && 'refused' in result) throw result.refused;
  }

  @Post('shelters/:shelterId/check-outs')
  @HttpCode(200)
  @AcceptsBody({ limit: 256 * 1024 })
  @Roles('shelter-manager')
  @Summary({ en: 'Check households out of a shelter', 'zh-CN': '避险点成批登记离开' })
  async leave(
    @Param() { shelterId }: ShelterPath,
    @Body() { rows, reason }: GroupLeaving,
    @CurrentAccount() by: Account,
    @Req() request: FastifyRequest,
  ): Promise<SheetAnswer> {
    return sheetAnswer(
      await this.checkOut.execute({ shelterId, stayIds: rows.map(({ stayId }) => stayId), reason }, by),
      request,
    );
  }
}
