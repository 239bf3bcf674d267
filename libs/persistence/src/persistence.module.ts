import { Module, type DynamicModule, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
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
    class SealsAuditLog implements OnModuleInit {
      constructor(readonly sealer: AuditSealer) {}
      onModuleInit(): void {
        this.sealer.start();
      }
      // Before the database closes in onApplicationShutdown.
      async beforeApplicationShutdown(): Promise<void> {
        await this.sealer.stop();
      }
    }
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
          useFactory: (database: Database) => new AuditSealer(database, service),
          inject: [Database],
        },
        {
          provide: SealsAuditLog,
          useFactory: (sealer: AuditSealer) => new SealsAuditLog(sealer),
          inject: [AuditSealer],
        },
      ],
      exports: [UnitOfWork],
    };
  }
}
