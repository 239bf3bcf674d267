import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IsString, Length } from 'class-validator';
import { Roles, Summary } from '@libs/http';
import { RotateKeys } from './rotate-keys';

class Rotation {
  @IsString() @Length(1, 500) reason!: string;
}

@ApiTags('registry')
@Controller('api/registry/signing-keys')
export class RotateKeysController {
  constructor(private readonly rotateKeys: RotateKeys) {}

  @Post()
  @Roles('administrator')
  @Summary({ en: 'Sign tokens with a new key', 'zh-CN': '更换令牌签名密钥' })
  rotate(@Body() { reason }: Rotation): Promise<{ kid: string }> {
    return this.rotateKeys.execute(reason);
  }
}
