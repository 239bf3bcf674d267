import { Module, type DynamicModule } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createHttpApplication } from '@libs/http';
import { ObservabilityModule } from '@libs/observability';
import { Database, PersistenceModule } from '@libs/persistence';
import { TestIssuer } from '@libs/testing';
import { LiveStream } from '../../apps/picture/src/board/live-stream/live-stream';
import { LiveStreamController } from '../../apps/picture/src/board/live-stream/live-stream.http';
import { StreamQuery } from '../../apps/picture/src/board/live-stream/stream.query';
import { PICTURE_CONFIG, readPictureConfig, type PictureConfig } from '../../apps/picture/src/picture.config';
import { ConsoleInTest } from './console-in-test';

/** The live stream of a board, served over HTTP without the consumers. */
export interface LivePictureInTest {
  url: string;
  live: LiveStream;
  stream: StreamQuery;
  issuer: TestIssuer;
  connect(
    lastEventId?: string,
    options?: { path?: string; token?: string; headers?: Record<string, string> },
  ): Promise<ConsoleInTest>;
  stop(): Promise<void>;
}

@Module({})
class LiveStreamInTest {
  static on(database: Database, config: Partial<PictureConfig>): DynamicModule {
    return {
      module: LiveStreamInTest,
      imports: [ObservabilityModule, PersistenceModule.forProcess(database)],
      controllers: [LiveStreamController],
      providers: [
        LiveStream,
        StreamQuery,
        { provide: PICTURE_CONFIG, useValue: { ...readPictureConfig({}), ...config } },
      ],
    };
  }
}

/** Each has its own pool, as each process does. */
export async function startLivePicture(url: string, config: Partial<PictureConfig> = {}): Promise<LivePictureInTest> {
  const database = await Database.open({ url });
  const issuer = await TestIssuer.start();
  const app: NestFastifyApplication = await createHttpApplication(LiveStreamInTest.on(database, config), {
    logger: false,
    issuer,
  });
  await app.listen(0, '127.0.0.1');
  const address = (await app.getUrl()).replace('[::1]', '127.0.0.1');
  return {
    url: address,
    live: app.get(LiveStream),
    stream: app.get(StreamQuery),
    issuer,
    async connect(lastEventId, { path = '/api/picture/stream', token, headers = {} } = {}) {
      return ConsoleInTest.connect(`${address}${path}`, {
        authorization: `Bearer ${token ?? (await issuer.token({ roles: ['duty-officer'] }))}`,
        ...headers,
        ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
      });
    },
    stop: () => app.close(),
  };
}
