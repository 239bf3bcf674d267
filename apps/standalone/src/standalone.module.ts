import { Module, type DynamicModule } from '@nestjs/common';
import { MessagingModule, type MessagingConfig } from '@libs/messaging';
import { ObservabilityModule } from '@libs/observability';
import { PersistenceModule, type Database } from '@libs/persistence';
import { AlertingModule } from '../../alerting/src/alerting.module';
import { DispatchModule } from '../../dispatch/src/dispatch.module';
import { PictureModule } from '../../picture/src/picture.module';
import { RegistryModule } from '../../registry/src/registry.module';
import { ResettlementModule } from '../../resettlement/src/resettlement.module';
import { ResponseModule } from '../../response/src/response.module';

/** Every service in one process. */
@Module({})
export class StandaloneModule {
  static with(database: Database, messaging: MessagingConfig): DynamicModule {
    return {
      module: StandaloneModule,
      imports: [
        PersistenceModule.forProcess(database),
        ObservabilityModule,
        MessagingModule.forProcess(messaging),
        RegistryModule,
        AlertingModule,
        ResponseModule,
        DispatchModule,
        ResettlementModule,
        PictureModule,
      ],
    };
  }
}
