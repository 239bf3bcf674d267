import 'reflect-metadata';
import { runService } from '@libs/service';
import { readResettlementDatabase } from './resettlement.config';
import { ResettlementModule } from './resettlement.module';
import { RESETTLEMENT_SCHEMA } from './persistence/schema';

/** Resettlement as a process of its own. */
runService({
  name: 'resettlement',
  databaseUrl: readResettlementDatabase,
  module: ResettlementModule,
  schema: RESETTLEMENT_SCHEMA,
});
