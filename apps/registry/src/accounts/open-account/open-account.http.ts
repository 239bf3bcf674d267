import { Body, Controller, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiTags } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsString, Length, Matches } from 'class-validator';
import { CurrentAccount, ROLES, Roles, Summary, Versioned, type Account } from '@libs/http';
import { AccountAnswer, answerOf } from '../account-list/account-answer';
import { OpenAccount } from './open-account';

class NewAccount {
  @IsString()
  @Matches(/^[\p{L}\p{N}._@+-]{2,64}$/u, {
    message:
      'a login name or phone number: 2 to 64 letters, digits or . _ @ + -｜账号名或手机号：2 至 64 个字母、数字或 . _ @ + -',
  })
  username!: string;

  @IsString() @Length(1, 100) displayName!: string;
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(ROLES.length) @IsIn(ROLES, { each: true }) roles!: string[];

  @IsString()
  @Matches(/^\d{2}(\d{2}(\d{2}(\d{3}(\d{3})?)?)?)?$/, {
    message: 'a division code, for example 621021｜行政区划代码，例如 621021',
  })
  division!: string;

  @IsString() @Length(1, 200) password!: string;
}

@ApiTags('registry')
@Controller('api/registry/accounts')
export class OpenAccountController {
  constructor(private readonly openAccount: OpenAccount) {}

  @Post()
  @Roles('administrator')
  @Versioned()
  @Summary({ en: 'Open an account', 'zh-CN': '开通账号' })
  @ApiCreatedResponse({ type: AccountAnswer })
  async open(@Body() body: NewAccount, @CurrentAccount() by: Account): Promise<AccountAnswer> {
    return answerOf(await this.openAccount.execute(body, by));
  }
}
