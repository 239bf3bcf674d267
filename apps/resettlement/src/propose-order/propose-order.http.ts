import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsOptional, IsString, IsUUID, Length } from 'class-validator';
import { AcceptsBody, CurrentAccount, Roles, Summary, type Account } from '@libs/http';
import { ProposeOrder, type ProposedOrder } from './propose-order';

class ProposingOrder {
  @IsUUID() emergencyId!: string;
  /** Danger zones and points to be evacuated, at most 2,000. */
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(2000) @IsUUID(undefined, { each: true }) zoneIds!: string[];
  /** Warning that it follows, if it follows one. */
  @IsOptional() @IsUUID() warningId?: string;
  @IsString() @Length(2, 1000) reason!: string;
}

@ApiTags('resettlement')
@Controller('api/resettlement/orders')
export class ProposeOrderController {
  constructor(private readonly proposeOrder: ProposeOrder) {}

  @Post()
  @AcceptsBody({ limit: 256 * 1024 })
  @Roles('duty-officer', 'duty-leader', 'commander')
  @Summary({ en: 'Propose to evacuate zones', 'zh-CN': '建议转移危险区人员' })
  propose(@Body() body: ProposingOrder, @CurrentAccount() by: Account): Promise<ProposedOrder> {
    return this.proposeOrder.execute(body, by);
  }
}
