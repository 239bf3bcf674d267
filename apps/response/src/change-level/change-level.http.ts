import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IsIn, IsString, IsUUID, Length } from 'class-validator';
import { CurrentAccount, Roles, Summary, type Account } from '@libs/http';
import { ChangeLevel } from './change-level';

class ActivationPath {
  @IsUUID() id!: string;
  @IsUUID() activationId!: string;
}

class Changing {
  /** The new level; I is the highest. */
  @IsIn(['I', 'II', 'III', 'IV']) level!: 'I' | 'II' | 'III' | 'IV';
  /** Why. */
  @IsString() @Length(2, 1000) reason!: string;
}

@ApiTags('response')
@Controller('api/response/emergencies')
export class ChangeLevelController {
  constructor(private readonly changeLevel: ChangeLevel) {}

  @Post(':id/activations/:activationId/change')
  @HttpCode(204)
  @Roles('duty-leader', 'commander')
  @Summary({ en: 'Raise or lower an active level', 'zh-CN': '调整应急响应等级' })
  change(
    @Param() { id, activationId }: ActivationPath,
    @Body() { level, reason }: Changing,
    @CurrentAccount() by: Account,
  ): Promise<void> {
    return this.changeLevel.execute({ emergencyId: id, activationId, level, reason }, by);
  }
}
