import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IsString, IsUUID, Length, Matches } from 'class-validator';
import { CurrentAccount, Roles, Summary, type Account } from '@libs/http';
import { DecideOrder } from './decide-order';

class OrderPath {
  @IsUUID() id!: string;
}

class Approving {
  /** `contentHash` of the proposal that was looked at, 64 hex digits. */
  @Matches(/^[0-9a-f]{64}$/) contentHash!: string;
  @IsString() @Length(2, 1000) reason!: string;
}

class DecliningOrder {
  @IsString() @Length(2, 1000) reason!: string;
}

@ApiTags('resettlement')
@Controller('api/resettlement/orders')
export class DecideOrderController {
  constructor(private readonly decideOrder: DecideOrder) {}

  @Post(':id/approve')
  @HttpCode(204)
  @Roles('commander')
  @Summary({ en: 'Approve an evacuation', 'zh-CN': '批准转移' })
  approve(@Param() { id }: OrderPath, @Body() body: Approving, @CurrentAccount() by: Account): Promise<void> {
    return this.decideOrder.execute({ orderId: id, approve: true, ...body }, by);
  }

  @Post(':id/decline')
  @HttpCode(204)
  @Roles('commander')
  @Summary({ en: 'Decline an evacuation', 'zh-CN': '不批准转移' })
  decline(
    @Param() { id }: OrderPath,
    @Body() { reason }: DecliningOrder,
    @CurrentAccount() by: Account,
  ): Promise<void> {
    return this.decideOrder.execute({ orderId: id, approve: false, contentHash: '', reason }, by);
  }
}
