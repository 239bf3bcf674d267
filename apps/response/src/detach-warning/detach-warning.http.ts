import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IsString, IsUUID, Length } from 'class-validator';
import { CurrentAccount, Roles, Summary, type Account } from '@libs/http';
import { DetachWarning } from './detach-warning';

class AttachmentPath {
  @IsUUID() id!: string;
  @IsUUID() warningId!: string;
}

class Detaching {
  /** Why it does not belong to the emergency; kept in the audit log and on the timeline. */
  @IsString() @Length(2, 1000) reason!: string;
}

@ApiTags('response')
@Controller('api/response/emergencies')
export class DetachWarningController {
  constructor(private readonly detachWarning: DetachWarning) {}

  @Post(':id/warnings/:warningId/detachment')
  @HttpCode(204)
  @Roles('duty-officer', 'duty-leader', 'commander')
  @Summary({ en: 'Take a warning out of an emergency', 'zh-CN': '将预警移出灾害过程' })
  detach(
    @Param() { id, warningId }: AttachmentPath,
    @Body() { reason }: Detaching,
    @CurrentAccount() by: Account,
  ): Promise<void> {
    return this.detachWarning.execute({ emergencyId: id, warningId, reason }, by);
  }
}
