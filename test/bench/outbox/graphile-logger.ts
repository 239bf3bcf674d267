import { Logger } from 'graphile-worker';

/** It would print a line for each job. */
export const SILENT = new Logger(() => () => undefined);
