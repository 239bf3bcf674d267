import { Controller, Get, Header } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { JSONWebKeySet } from 'jose';
import { Public, Summary } from '@libs/http';
import { KeySet } from './key-set';

@ApiTags('registry')
@Controller('api/registry/.well-known/jwks.json')
export class KeySetController {
  constructor(private readonly keySet: KeySet) {}

  @Get()
  @Public()
  @Header('cache-control', 'public, max-age=60')
  @Summary({ en: 'Public keys of the tokens', 'zh-CN': '令牌公钥集' })
  keys(): Promise<JSONWebKeySet> {
    return this.keySet.execute();
  }
}
