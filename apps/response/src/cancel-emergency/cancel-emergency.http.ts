import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IsString, IsUUID, Length } from 'class-validator';
import { CurrentAccount, Roles, Summary, type Account } from '@libs/http';
import { CancelEmergency } from './cancel-emergency';

class EmergencyPath {
  @IsUUID() id!: string;
}

class CancellingEmergency {
  /** Why. */
  @IsString() @Length(2, 1000) reason!: string;
}

@ApiTags('response')
@Controller('api/response/emergencies')
export class CancelEmergencyController {
  constructor(private readonly cancelEmergency: CancelEmergency) {}

  @Post(':id/cancel')
  @HttpCode(204)
  @Roles('commander')
  @Summary({ en: 'Cancel an emergency, or break off an exercise', 'zh-CN': '撤销灾害过程或中止演练' })
  cancel(
    @Param() { id }: EmergencyPath,
    @Body() { reason }: CancellingEmergency,
    @CurrentAccount() by: Account,
  ): Promise<void> {
    return this.cancelEmergency.execute({ emergencyId: id, reason }, by);
  }
}
