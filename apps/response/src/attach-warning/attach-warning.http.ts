import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IsString, IsUUID, Length } from 'class-validator';
import { CurrentAccount, Roles, Summary, type Account } from '@libs/http';
import { AttachWarning } from './attach-warning';

class EmergencyPath {
  @IsUUID() id!: string;
}

class Attaching {
  /** The warning, by its id here. */
  @IsUUID() warningId!: string;
  /** Why it belongs to the emergency; kept in the audit log and on the timeline. */
  @IsString() @Length(2, 1000) reason!: string;
}

@ApiTags('response')
@Controller('api/response/emergencies')
export class AttachWarningController {
  constructor(private readonly attachWarning: AttachWarning) {}

  @Post(':id/warnings')
  @HttpCode(204)
  @Roles('duty-officer', 'duty-leader', 'commander')
  @Summary({ en: 'Attach a warning to an emergency', 'zh-CN': '将预警并入灾害过程' })
  attach(@Param() { id }: EmergencyPath, @Body() body: Attaching, @CurrentAccount() by: Account): Promise<void> {
    return this.attachWarning.execute({ emergencyId: id, warningId: body.warningId, reason: body.reason }, by);
  }
}
