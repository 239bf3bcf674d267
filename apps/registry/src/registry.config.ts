import { z } from 'zod';

const environment = z.object({
  NODE_ENV: z.string().optional(),
  /** Whether the first start makes one account per acting role; never in production. When absent, the caller decides. */
  FENGHUO_DEMO: z.enum(['true', 'false']).optional(),
  /** Folder that keeps the passwords of a demonstration's accounts; when absent, they are only printed. */
  REGISTRY_CREDENTIALS_DIR: z.string().min(1).optional(),
  /** Division code of the whole installation: the first administrator's. */
  FENGHUO_DIVISION: z
    .string()
    .regex(/^\d{6}$/)
    .default('621000'),
  /** How long a bearer token lives. Seconds. */
  REGISTRY_TOKEN_SECONDS: z.coerce.number().int().min(60).max(86_400).default(900),
  /** How long a page stays signed in without a new password: one shift. Seconds. */
  REGISTRY_SESSION_SECONDS: z.coerce.number().int().min(300).max(604_800).default(43_200),
  /** Fewest characters of a password. */
  REGISTRY_PASSWORD_LENGTH: z.coerce.number().int().min(8).max(100).default(12),
  /** Password of the first administrator; generated and printed once when absent. */
  REGISTRY_FIRST_PASSWORD: z.string().min(8).optional(),
  /** Failed sign-ins of one account from one address before it waits. */
  REGISTRY_ATTEMPTS: z.coerce.number().int().min(1).default(5),
  /** Failed sign-ins of one address over all accounts before it waits. */
  REGISTRY_ATTEMPTS_PER_ADDRESS: z.coerce.number().int().min(1).default(30),
  /** Failed sign-ins of one account from all addresses before it waits. */
  REGISTRY_ATTEMPTS_PER_ACCOUNT: z.coerce.number().int().min(1).default(50),
  /** How long failures are remembered, and so the longest wait. Seconds. */
  REGISTRY_ATTEMPTS_SECONDS: z.coerce.number().int().min(1).default(900),
});

export type RegistryConfig = ReturnType<typeof readRegistryConfig>;

export const REGISTRY_CONFIG = Symbol('registry config');

/** Reads what accounts need from the environment; throws with the variable's name when one is wrong. */
export function readRegistryConfig(env: NodeJS.ProcessEnv = process.env) {
  const read = environment.parse(env);
  return {
    demonstration: read.NODE_ENV === 'production' ? false : read.FENGHUO_DEMO && read.FENGHUO_DEMO === 'true',
    credentialsDir: read.REGISTRY_CREDENTIALS_DIR,
    division: read.FENGHUO_DIVISION,
    tokenSeconds: read.REGISTRY_TOKEN_SECONDS,
    sessionSeconds: read.REGISTRY_SESSION_SECONDS,
    passwordLength: read.REGISTRY_PASSWORD_LENGTH,
    firstPassword: read.REGISTRY_FIRST_PASSWORD,
    attempts: {
      perAccountAndAddress: read.REGISTRY_ATTEMPTS,
      perAddress: read.REGISTRY_ATTEMPTS_PER_ADDRESS,
      perAccount: read.REGISTRY_ATTEMPTS_PER_ACCOUNT,
      windowSeconds: read.REGISTRY_ATTEMPTS_SECONDS,
    },
  };
}

/** `REGISTRY_DATABASE_URL`, or `DATABASE_URL`; needed only where the registry runs as a process of its own. */
export function readRegistryDatabase(env: NodeJS.ProcessEnv = process.env): string {
  const url = env.REGISTRY_DATABASE_URL ?? env.DATABASE_URL;
  if (!url) throw new Error('Set REGISTRY_DATABASE_URL to the address of a PostgreSQL database.');
  return url;
}
