import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IsString, IsUUID, Length } from 'class-validator';
import { CurrentAccount, Roles, Summary, type Account } from '@libs/http';
import { EndLevel } from './end-level';

class ActivationPath {
  @IsUUID() id!: string;
  @IsUUID() activationId!: string;
}

class EndingLevel {
  /** Why. */
  @IsString() @Length(2, 1000) reason!: string;
}

@ApiTags('response')
@Controller('api/response/emergencies')
export class EndLevelController {
  constructor(private readonly endLevel: EndLevel) {}

  @Post(':id/activations/:activationId/end')
  @HttpCode(204)
  @Roles('duty-leader', 'commander')
  @Summary({ en: 'End an active level', 'zh-CN': '终止应急响应' })
  end(
    @Param() { id, activationId }: ActivationPath,
    @Body() { reason }: EndingLevel,
    @CurrentAccount() by: Account,
  ): Promise<void> {
    return this.endLevel.execute({ emergencyId: id, activationId, reason }, by);
  }
}
