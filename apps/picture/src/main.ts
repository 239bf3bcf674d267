import 'reflect-metadata';
import { runService } from '@libs/service';
import { readPictureDatabase } from './picture.config';
import { PictureModule } from './picture.module';
import { PICTURE_SCHEMA } from './persistence/schema';

/** The picture as a process of its own. */
runService({ name: 'picture', databaseUrl: readPictureDatabase, module: PictureModule, schema: PICTURE_SCHEMA });
