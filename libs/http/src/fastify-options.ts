import type { HttpConfig } from './http.config';
import { answerProblem } from './problem-filter';
import { answerUnreadable } from './unreadable-request';

// How often Node looks for slow senders; its default of 30 s would let them stay that much longer.
const CHECK_FOR_SLOW_SENDERS_MS = 1_000;

/** How every HTTP process of the product listens: its limits, its trust, and its answer to what is no request. */
export const fastifyOptions = (config: HttpConfig) => ({
  bodyLimit: config.bodyLimit,
  requestTimeout: config.requestTimeoutMs,
  connectionTimeout: config.idleTimeoutMs,
  keepAliveTimeout: config.keepAliveMs,
  http: { connectionsCheckingInterval: CHECK_FOR_SLOW_SENDERS_MS, headersTimeout: config.requestTimeoutMs },
  trustProxy: config.trustedProxies.length > 0 ? config.trustedProxies : false,
  forceCloseConnections: true,
  clientErrorHandler: answerUnreadable(config.requestTimeoutMs),
  frameworkErrors: answerProblem,
});
