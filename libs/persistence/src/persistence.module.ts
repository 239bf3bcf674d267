import { Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { AuditSealer } from './audit-log';
import { Database } from './database';
import { UnitOfWork } from './unit-of-work';

/** Gives a service its unit of work, and seals its audit log. */
@Module({})
export class PersistenceModule {
  /** Once per process. The database closes last, when no handler is left. */
  static forProcess(database: Database): DynamicModule {
    class ClosesDatabase implements OnApplicationShutdown {
      onApplicationShutdown(): Promise<void> {
        return database.close();
      }
    }
    return {
      module: PersistenceModule,
      global: true,
      providers: [{ provide: Database, useValue: database }, ClosesDatabase],
      exports: [Database],
    };
  }

  static forService(service: string): DynamicModule {
    return {
      module: PersistenceModule,
      providers: [
        {
          provide: UnitOfWork,
          useFactory: (database: Database) => new UnitOfWork(database, service),
          inject: [Database],
        },
        {
          provide: AuditSealer,
          useFactory: (database: Database) => {
            const sealer = new AuditSealer(database, service);
            sealer.start();
            database.beforeClose(() => sealer.stop());
            return sealer;
          },
          inject: [Database],
        },
      ],
      exports: [UnitOfWork],
    };
  }
}
