import 'reflect-metadata';
import { Database } from '@libs/persistence';
import { breakOnPurpose } from '../../messaging/bridge/broken-variants';

// Loaded by `node --require` before a service of the cluster: the product itself knows nothing of it.
breakOnPurpose(process.env.FENGHUO_BREAK, Database.prototype);
