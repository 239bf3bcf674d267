import './quiet-when-idle';

interface Queue {
  push(request: { entry: object; expectResponse: boolean; sendRequest: () => void }): void;
  fulfillRequest(response: { correlationId: number; payload: Buffer; size: number }): void;
  maybeThrottle(ms: number): void;
}

/* eslint-disable-next-line @typescript-eslint/no-require-imports -- inside of kafkajs, which has no types for it. */
const RequestQueue = require('kafkajs/src/network/requestQueue') as new (options: object) => Queue;

const logger = { debug: () => undefined };

describe("kafkajs's queue of requests", () => {
  let sent: number[];
  let queue: Queue;
  const push = (correlationId: number) =>
    queue.push({
      entry: { correlationId, apiName: 'Fetch', apiKey: 1, apiVersion: 11, resolve: () => undefined },
      expectResponse: true,
      sendRequest: () => sent.push(correlationId),
    });
  const answer = (correlationId: number) => queue.fulfillRequest({ correlationId, payload: Buffer.alloc(0), size: 0 });

  beforeEach(() => {
    jest.useFakeTimers();
    sent = [];
    queue = new RequestQueue({
      maxInFlightRequests: 1,
      requestTimeout: 5_000,
      enforceRequestTimeout: false,
      clientId: 'test',
      broker: 'test',
      logger,
    });
  });
  afterEach(() => jest.useRealTimers());

  it('wakes nobody up when every request is answered', () => {
    push(1);
    answer(1);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('sends what waits as soon as there is room', () => {
    push(1);
    push(2);
    expect(sent).toEqual([1]);
    answer(1);
    expect(sent).toEqual([1, 2]);
  });

  it('sends what a throttling broker has held up when its time is over', () => {
    queue.maybeThrottle(50);
    push(1);
    expect(sent).toEqual([]);
    jest.advanceTimersByTime(100);
    expect(sent).toEqual([1]);
    answer(1);
    jest.advanceTimersByTime(1_000);
    expect(jest.getTimerCount()).toBe(0);
  });
});
