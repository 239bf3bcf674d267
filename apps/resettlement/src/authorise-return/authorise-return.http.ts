import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IsString, IsUUID, Length } from 'class-validator';
import { CurrentAccount, Roles, Summary, type Account } from '@libs/http';
import { AuthoriseReturn } from './authorise-return';

class OrderPath {
  @IsUUID() id!: string;
}

class Authorising {
  @IsString() @Length(2, 1000) reason!: string;
}

@ApiTags('resettlement')
@Controller('api/resettlement/orders')
export class AuthoriseReturnController {
  constructor(private readonly authoriseReturn: AuthoriseReturn) {}

  @Post(':id/authorise-return')
  @HttpCode(204)
  @Roles('commander')
  @Summary({ en: 'Authorise the return of the households', 'zh-CN': '批准返回' })
  authorise(@Param() { id }: OrderPath, @Body() body: Authorising, @CurrentAccount() by: Account): Promise<void> {
    return this.authoriseReturn.execute({ orderId: id, reason: body.reason }, by);
  }
}
