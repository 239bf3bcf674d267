import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IsOptional, IsString, IsUUID, Length } from 'class-validator';
import { CurrentAccount, Summary, type Account } from '@libs/http';
import { SetPassword } from './set-password';

class AccountPath {
  @IsUUID() id!: string;
}

class NewPassword {
  @IsString() @Length(1, 200) password!: string;
  /** Needed for the own account. */
  @IsOptional() @IsString() @Length(1, 200) currentPassword?: string;
}

@ApiTags('registry')
@Controller('api/registry/accounts')
export class SetPasswordController {
  constructor(private readonly setPassword: SetPassword) {}

  @Post(':id/password')
  @HttpCode(204)
  @Summary({
    en: 'Set a password: the own one, or as an administrator another’s; ends all sessions of the account',
    'zh-CN': '设置密码：本人或由管理员设置；该账号的所有会话随即结束',
  })
  async set(
    @Param() { id }: AccountPath,
    @Body() body: NewPassword,
    @CurrentAccount() account: Account,
  ): Promise<void> {
    const by = { ...account, administers: account.roles.includes('administrator') };
    await this.setPassword.execute({ id, ...body }, by);
  }
}
