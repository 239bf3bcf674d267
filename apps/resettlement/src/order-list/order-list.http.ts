import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IsUUID } from 'class-validator';
import { ListQuery, Lists, Summary, Versioned, type ListRequest, type Page } from '@libs/http';
import {
  MOVEMENTS,
  OrderListQuery,
  ORDERS,
  type MovementItem,
  type OrderDetail,
  type OrderItem,
} from './order-list.query';

class OrderPath {
  @IsUUID() id!: string;
}

@ApiTags('resettlement')
@Controller('api/resettlement/orders')
export class OrderListController {
  constructor(private readonly orders: OrderListQuery) {}

  @Get()
  @Lists(ORDERS)
  @Summary({ en: 'Evacuation orders, newest first', 'zh-CN': '转移命令,最新在前' })
  list(@ListQuery(ORDERS) request: ListRequest): Promise<Page<OrderItem>> {
    return this.orders.list(request);
  }

  @Get(':id')
  @Versioned()
  @Summary({ en: 'One evacuation order', 'zh-CN': '单道转移命令' })
  one(@Param() { id }: OrderPath): Promise<OrderDetail> {
    return this.orders.one(id);
  }

  @Get(':id/movements')
  @Lists(MOVEMENTS)
  @Summary({ en: 'What became of each household of an order', 'zh-CN': '转移命令的住户名单' })
  movements(@Param() { id }: OrderPath, @ListQuery(MOVEMENTS) request: ListRequest): Promise<Page<MovementItem>> {
    return this.orders.movements(id, request);
  }
}
