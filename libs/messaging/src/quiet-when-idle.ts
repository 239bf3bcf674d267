/** The part of kafkajs's queue of requests, one for each connection, that is of interest here. */
interface RequestQueue {
  pending: unknown[];
  scheduleCheckPendingRequests(): void;
}

/* eslint-disable-next-line @typescript-eslint/no-require-imports -- inside of kafkajs, which has no types for it. */
const { prototype } = require('kafkajs/src/network/requestQueue') as { prototype: RequestQueue };

const schedule = prototype.scheduleCheckPendingRequests;

/**
 * From its first answer on a connection of kafkajs 2.2.4 looks every millisecond whether a request waits, for ever
 * (github.com/tulios/kafkajs/issues/1704): some 1,000 wake-ups a second in each process that has nothing to do. It is enough
 * to look when one waits: what comes to wait later calls this itself.
 */
prototype.scheduleCheckPendingRequests = function (this: RequestQueue): void {
  if (this.pending.length > 0) schedule.call(this);
};
