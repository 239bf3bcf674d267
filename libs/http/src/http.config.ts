import { z } from 'zod';

const list = z
  .string()
  .optional()
  .transform((text) =>
    (text ?? '')
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean),
  );

/** `COUNT/SECONDS`, or `off`. */
const rate = (standard: string) =>
  z
    .string()
    .regex(/^([1-9]\d{0,8}\/[1-9]\d{0,5}|off)$/, 'is neither COUNT/SECONDS nor off')
    .default(standard)
    .transform((text) => {
      const [count, seconds] = text.split('/').map(Number);
      return seconds === undefined ? undefined : { count: count!, seconds };
    });

const environment = z.object({
  /** Where it listens; the loopback address unless told. */
  HTTP_HOST: z.string().default('127.0.0.1'),
  /** 0 takes a free one. */
  HTTP_PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  /** Bytes a body may have unless the route says otherwise. */
  HTTP_BODY_LIMIT: z.coerce
    .number()
    .int()
    .positive()
    .default(256 * 1024),
  /** Within this the whole request must have arrived; a slow sender is cut. Milliseconds. */
  HTTP_REQUEST_TIMEOUT_MS: z.coerce.number().int().positive().default(15_000),
  /** A connection on which nothing moves for so long is closed; above the 15 s ping of live streams. Milliseconds. */
  HTTP_IDLE_TIMEOUT_MS: z.coerce.number().int().positive().default(60_000),
  /** How long an unused connection is kept for the next request. Milliseconds. */
  HTTP_KEEP_ALIVE_MS: z.coerce.number().int().positive().default(30_000),
  /** Addresses or networks of the reverse proxies whose X-Forwarded-* headers are believed, comma separated. */
  HTTP_TRUSTED_PROXIES: list,
  /** Origins other than our own whose pages may send commands, comma separated. */
  HTTP_TRUSTED_ORIGINS: list,
  /** Requests that one account may make. Far above what a person or a replay does: it stops a program gone wild. */
  HTTP_RATE_ACCOUNT: rate('20000/10'),
  /** The same for an account with the role `feed`, so that no other limit ever delays a warning. */
  HTTP_RATE_FEED: rate('50000/10'),
  /** Requests without a good token (sign-in, pages, wrong tokens) from one address, which may be a whole city's proxy. */
  HTTP_RATE_ADDRESS: rate('20000/10'),
  /** Key set of the issuer; absent where the registry runs in the same process. */
  AUTH_JWKS_URL: z.url().optional(),
  AUTH_ISSUER: z.string().default('fenghuo'),
  AUTH_AUDIENCE: z.string().default('fenghuo'),
  /** Signature algorithms that are accepted; never taken from the token itself. */
  AUTH_ALGORITHMS: list.transform((names) => (names.length > 0 ? names : ['EdDSA', 'ES256'])),
  /** How far the issuer's clock may be off. Seconds. */
  AUTH_CLOCK_TOLERANCE: z.coerce.number().int().min(0).max(300).default(5),
  /** Where sessions cannot be asked for (another process), a token older than this is refused. Seconds. */
  AUTH_MAX_TOKEN_AGE: z.coerce.number().int().positive().default(900),
});

export type HttpConfig = ReturnType<typeof readHttpConfig>;

/** Reads what HTTP and authentication need from the environment; throws with the variable's name when one is wrong. */
export function readHttpConfig(env: NodeJS.ProcessEnv = process.env) {
  const read = environment.parse(env);
  return {
    host: read.HTTP_HOST,
    port: read.HTTP_PORT,
    bodyLimit: read.HTTP_BODY_LIMIT,
    requestTimeoutMs: read.HTTP_REQUEST_TIMEOUT_MS,
    idleTimeoutMs: read.HTTP_IDLE_TIMEOUT_MS,
    keepAliveMs: read.HTTP_KEEP_ALIVE_MS,
    trustedProxies: read.HTTP_TRUSTED_PROXIES,
    trustedOrigins: read.HTTP_TRUSTED_ORIGINS,
    rates: { account: read.HTTP_RATE_ACCOUNT, feed: read.HTTP_RATE_FEED, address: read.HTTP_RATE_ADDRESS },
    jwksUrl: read.AUTH_JWKS_URL,
    issuer: read.AUTH_ISSUER,
    audience: read.AUTH_AUDIENCE,
    algorithms: read.AUTH_ALGORITHMS,
    clockTolerance: read.AUTH_CLOCK_TOLERANCE,
    maxTokenAge: read.AUTH_MAX_TOKEN_AGE,
  };
}
