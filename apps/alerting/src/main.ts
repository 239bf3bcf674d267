import 'reflect-metadata';
import { runService } from '@libs/service';
import { readAlertingDatabase } from './alerting.config';
import { AlertingModule } from './alerting.module';
import { ALERTING_SCHEMA } from './persistence/schema';

/** Alerting as a process of its own. */
runService({ name: 'alerting', databaseUrl: readAlertingDatabase, module: AlertingModule, schema: ALERTING_SCHEMA });
