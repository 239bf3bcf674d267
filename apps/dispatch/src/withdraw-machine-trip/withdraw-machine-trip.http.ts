import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IsString, IsUUID, Length } from 'class-validator';
import { CurrentAccount, Roles, Summary, type Account } from '@libs/http';
import { WithdrawMachineTrip } from './withdraw-machine-trip';

class TripPath {
  @IsUUID() id!: string;
}

class Withdrawing {
  /** Why; kept in the audit log and on the timeline. */
  @IsString() @Length(2, 1000) reason!: string;
}

@ApiTags('dispatch')
@Controller('api/dispatch/machine-trips')
export class WithdrawMachineTripController {
  constructor(private readonly withdrawMachineTrip: WithdrawMachineTrip) {}

  @Post(':id/withdraw')
  @HttpCode(204)
  @Roles('dispatcher')
  @Summary({ en: 'Withdraw a machine-trip that had not been one', 'zh-CN': '撤回误登记的机械出动' })
  withdraw(@Param() { id }: TripPath, @Body() { reason }: Withdrawing, @CurrentAccount() by: Account): Promise<void> {
    return this.withdrawMachineTrip.execute({ tripId: id, reason }, by);
  }
}
