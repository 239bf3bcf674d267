import 'reflect-metadata';
import { runService } from '@libs/service';
import { readDispatchDatabase } from './dispatch.config';
import { DispatchModule } from './dispatch.module';
import { DISPATCH_SCHEMA } from './persistence/schema';

/** Dispatch as a process of its own. */
runService({ name: 'dispatch', databaseUrl: readDispatchDatabase, module: DispatchModule, schema: DISPATCH_SCHEMA });
