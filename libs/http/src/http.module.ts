import { Module, type DynamicModule } from '@nestjs/common';
import type { HttpConfig } from './http.config';
import { HTTP_CONFIG, TokenVerifier } from './token-verifier';

/** What controllers may inject; imported once, by `createHttpApplication`. */
@Module({})
export class HttpModule {
  static with(config: HttpConfig): DynamicModule {
    return {
      module: HttpModule,
      global: true,
      providers: [{ provide: HTTP_CONFIG, useValue: config }, TokenVerifier],
      exports: [HTTP_CONFIG, TokenVerifier],
    };
  }
}
