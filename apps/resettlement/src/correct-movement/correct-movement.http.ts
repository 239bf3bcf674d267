import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsOptional, IsString, IsUUID, Length } from 'class-validator';
import { CurrentAccount, Roles, Summary, type Account } from '@libs/http';
import { CorrectMovement, type MovementCorrection } from './correct-movement';

class MovementPath {
  @IsUUID() id!: string;
  @IsUUID() movementId!: string;
}

class Correcting {
  @IsIn(['to-move', 'moved', 'refused', 'absent', 'unreached']) to!: MovementCorrection['to'];
  /** Who moved; everybody of the household when absent. */
  @IsOptional() @IsArray() @ArrayMinSize(1) @ArrayMaxSize(50) @IsUUID(undefined, { each: true }) memberIds?: string[];
  @IsString() @Length(2, 1000) reason!: string;
}

@ApiTags('resettlement')
@Controller('api/resettlement/orders')
export class CorrectMovementController {
  constructor(private readonly correctMovement: CorrectMovement) {}

  @Post(':id/movements/:movementId/correct')
  @HttpCode(204)
  @Roles('messenger', 'duty-officer', 'duty-leader', 'commander')
  @Summary({ en: 'Correct what was reported of a household', 'zh-CN': '更正住户转移情况' })
  correct(@Param() path: MovementPath, @Body() body: Correcting, @CurrentAccount() by: Account): Promise<void> {
    return this.correctMovement.execute({ orderId: path.id, movementId: path.movementId, ...body }, by);
  }
}
