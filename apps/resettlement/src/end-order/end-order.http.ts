import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IsString, IsUUID, Length } from 'class-validator';
import { CurrentAccount, Roles, Summary, type Account } from '@libs/http';
import { EndOrder } from './end-order';

class OrderPath {
  @IsUUID() id!: string;
}

class EndingOrder {
  @IsString() @Length(2, 1000) reason!: string;
}

@ApiTags('resettlement')
@Controller('api/resettlement/orders')
export class EndOrderController {
  constructor(private readonly endOrder: EndOrder) {}

  @Post(':id/end')
  @HttpCode(204)
  @Roles('duty-officer', 'duty-leader', 'commander')
  @Summary({ en: 'End an evacuation: everybody is back home', 'zh-CN': '结束转移(全部返回)' })
  end(@Param() { id }: OrderPath, @Body() { reason }: EndingOrder, @CurrentAccount() by: Account): Promise<void> {
    return this.endOrder.execute({ orderId: id, to: 'ended', reason }, by);
  }

  @Post(':id/cancel')
  @HttpCode(204)
  @Roles('commander')
  @Summary({ en: 'Cancel an evacuation', 'zh-CN': '取消转移' })
  cancel(@Param() { id }: OrderPath, @Body() { reason }: EndingOrder, @CurrentAccount() by: Account): Promise<void> {
    return this.endOrder.execute({ orderId: id, to: 'cancelled', reason }, by);
  }
}
