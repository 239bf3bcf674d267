import 'reflect-metadata';
import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { readApplicationConfig } from './application.config';

@Controller('health')
class HealthHttp {
  @Get('live')
  live(): { status: string } {
    return { status: 'ok' };
  }

  @Get('ready')
  ready(): { status: string } {
    return { status: 'ok' };
  }
}

@Module({ controllers: [HealthHttp] })
class ApplicationModule {}

async function main(): Promise<void> {
  const config = readApplicationConfig();
  const app = await NestFactory.create<NestFastifyApplication>(
    ApplicationModule,
    new FastifyAdapter({ forceCloseConnections: true }),
    { logger: ['warn', 'error'] },
  );
  let ending: Promise<void> | undefined;
  const end = (): void => {
    // Ctrl-C reaches us from the terminal and again from the launcher: it is one request.
    ending ??= app.close().then(() => process.exit(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
  process.on('disconnect', end);
  await app.listen(config.port, config.host);
  process.send?.({ type: 'announce', lines: [] });
}

void main();
