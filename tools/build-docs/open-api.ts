import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { apiDocument, HTTP_CONFIG, TokenVerifier } from '@libs/http';
import { MessagingModule, readMessagingConfig } from '@libs/messaging';
import { ObservabilityModule } from '@libs/observability';
import { Database } from '@libs/persistence';
import { AlertingModule } from '../../apps/alerting/src/alerting.module';
import { DispatchModule } from '../../apps/dispatch/src/dispatch.module';
import { PictureModule } from '../../apps/picture/src/picture.module';
import { RegistryModule } from '../../apps/registry/src/registry.module';
import { ResettlementModule } from '../../apps/resettlement/src/resettlement.module';
import { ResponseModule } from '../../apps/response/src/response.module';

const SERVICES = [AlertingModule, ResponseModule, DispatchModule, ResettlementModule, RegistryModule, PictureModule];

/** What a process gives to its services, by name only: in a preview nothing is made, so nothing is connected. */
const STAND_INS = [Database, TokenVerifier, HTTP_CONFIG].map((provide) => ({ provide, useFactory: () => undefined }));

/** One OpenAPI document of all services. Nothing is started for it: their routes are only looked at. */
export async function openApi() {
  const process = { module: class Process {}, global: true, providers: STAND_INS, exports: STAND_INS };
  const messaging = MessagingModule.forProcess(readMessagingConfig({}));
  const root = { module: class EveryService {}, imports: [process, messaging, ObservabilityModule, ...SERVICES] };
  const app = await NestFactory.create<NestFastifyApplication>(root, new FastifyAdapter(), {
    preview: true,
    abortOnError: false,
    logger: false,
  });
  return apiDocument(app);
}
