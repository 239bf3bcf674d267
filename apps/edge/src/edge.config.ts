import { z } from 'zod';

const origin = z.url({ protocol: /^http$/ }).transform((url) => new URL(url).origin);

const environment = z.object({
  /** Where the edge listens. */
  EDGE_HOST: z.string().default('127.0.0.1'),
  EDGE_PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  /** JSON: by service, the addresses of its replicas; `{"picture": ["http://10.0.0.7:3000"]}`. */
  EDGE_UPSTREAMS: z
    .string()
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue({ code: 'custom', message: 'is no JSON' });
        return z.NEVER;
      }
    })
    .pipe(z.record(z.string().regex(/^[a-z]+$/), z.array(origin).min(1))),
  /** Name of something that the process which started the edge reports on by IPC; until it says ok, nothing is ready. */
  EDGE_WAITS_FOR: z.string().min(1).optional(),
});

export type EdgeConfig = ReturnType<typeof readEdgeConfig>;

/** Reads what the edge needs from the environment; throws with the variable's name when one is wrong. */
export function readEdgeConfig(env: NodeJS.ProcessEnv = process.env) {
  const read = environment.parse(env);
  return {
    host: read.EDGE_HOST,
    port: read.EDGE_PORT,
    upstreams: read.EDGE_UPSTREAMS,
    waitsFor: read.EDGE_WAITS_FOR,
  };
}
