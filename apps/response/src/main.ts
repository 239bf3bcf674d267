import 'reflect-metadata';
import { runService } from '@libs/service';
import { readResponseDatabase } from './response.config';
import { ResponseModule } from './response.module';
import { RESPONSE_SCHEMA } from './persistence/schema';

/** Response as a process of its own. */
runService({ name: 'response', databaseUrl: readResponseDatabase, module: ResponseModule, schema: RESPONSE_SCHEMA });
