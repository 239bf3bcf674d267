import { Body, Controller, Param, Patch } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
} from 'class-validator';
import { CurrentAccount, EditsVersion, ExpectedVersion, ROLES, Roles, Summary, type Account } from '@libs/http';
import { AccountAnswer, answerOf } from '../account-list/account-answer';
import { ChangeAccount } from './change-account';

class AccountPath {
  @IsUUID() id!: string;
}

class ChangedAccount {
  @IsOptional() @IsString() @Length(1, 100) displayName?: string;

  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(ROLES.length)
  @IsIn(ROLES, { each: true })
  roles?: string[];

  @IsOptional()
  @IsString()
  @Matches(/^\d{2}(\d{2}(\d{2}(\d{3}(\d{3})?)?)?)?$/, {
    message: 'a division code, for example 621021｜行政区划代码，例如 621021',
  })
  division?: string;

  @IsOptional() @IsBoolean() disabled?: boolean;

  @IsString() @Length(1, 500) reason!: string;
}

@ApiTags('registry')
@Controller('api/registry/accounts')
export class ChangeAccountController {
  constructor(private readonly changeAccount: ChangeAccount) {}

  @Patch(':id')
  @Roles('administrator')
  @EditsVersion()
  @Summary({
    en: 'Change, disable or enable an account; ends its sessions',
    'zh-CN': '修改、停用或启用账号；其会话随即结束',
  })
  @ApiOkResponse({ type: AccountAnswer })
  async change(
    @Param() { id }: AccountPath,
    @ExpectedVersion() version: number,
    @Body() { reason, ...change }: ChangedAccount,
    @CurrentAccount() by: Account,
  ): Promise<AccountAnswer> {
    return answerOf(await this.changeAccount.execute({ id, version, change, reason }, by));
  }
}
