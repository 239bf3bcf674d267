import { z } from 'zod';

const timeZone = z.string().refine((name) => Intl.supportedValuesOf('timeZone').includes(name), 'is no time zone');

const environment = z.object({
  /** Time zone of the jurisdiction, in which the page shows times. */
  FENGHUO_TIME_ZONE: timeZone.default('Asia/Shanghai'),
  /** GeoJSON file (WGS-84) with the outlines of the divisions on the map; the eight counties of Qingyang when absent. */
  PICTURE_OUTLINES_FILE: z.string().min(1).optional(),
  /** How often the stream looks for changes it was not woken for. Milliseconds. */
  PICTURE_STREAM_POLL_MS: z.coerce.number().int().min(50).default(1_000),
  /** How often a console hears that it is still connected; well below proxies' idle time-outs. Milliseconds. */
  PICTURE_STREAM_PING_MS: z.coerce.number().int().min(100).default(15_000),
  /** How often it is asked whether a listening console may still listen. Milliseconds. */
  PICTURE_STREAM_RECHECK_MS: z.coerce.number().int().min(100).default(10_000),
  /** Bytes that may wait for a slow console before it is cut off; it comes back and resumes. */
  PICTURE_STREAM_MAX_WAITING: z.coerce.number().int().positive().default(1_000_000),
  /** Latest changes kept in memory, from which returning consoles are served. */
  PICTURE_STREAM_MEMORY_ENTRIES: z.coerce.number().int().positive().default(5_000),
  /** The same, in bytes. */
  PICTURE_STREAM_MEMORY_BYTES: z.coerce.number().int().positive().default(16_000_000),
  /** Changes after which the shared snapshot is made anew rather than followed by them. */
  PICTURE_SNAPSHOT_MAX_CHANGES: z.coerce.number().int().min(0).default(100),
  /** How long changes are kept in the database for processes that start or fall behind. Hours. */
  PICTURE_STREAM_KEEP_HOURS: z.coerce.number().int().min(1).default(24),
});

export type PictureConfig = ReturnType<typeof readPictureConfig>;

export const PICTURE_CONFIG = Symbol('picture config');

/** Reads what the picture needs from the environment; throws with the variable's name when one is wrong. */
export function readPictureConfig(env: NodeJS.ProcessEnv = process.env) {
  const read = environment.parse(env);
  return {
    timeZone: read.FENGHUO_TIME_ZONE,
    outlinesFile: read.PICTURE_OUTLINES_FILE,
    streamPollMs: read.PICTURE_STREAM_POLL_MS,
    streamPingMs: read.PICTURE_STREAM_PING_MS,
    streamRecheckMs: read.PICTURE_STREAM_RECHECK_MS,
    streamMaxWaiting: read.PICTURE_STREAM_MAX_WAITING,
    streamMemoryEntries: read.PICTURE_STREAM_MEMORY_ENTRIES,
    streamMemoryBytes: read.PICTURE_STREAM_MEMORY_BYTES,
    snapshotMaxChangesBehind: read.PICTURE_SNAPSHOT_MAX_CHANGES,
    streamKeepHours: read.PICTURE_STREAM_KEEP_HOURS,
  };
}

/** `PICTURE_DATABASE_URL`, or `DATABASE_URL`; needed only where the picture runs as a process of its own. */
export function readPictureDatabase(env: NodeJS.ProcessEnv = process.env): string {
  const url = env.PICTURE_DATABASE_URL ?? env.DATABASE_URL;
  if (!url) throw new Error('Set PICTURE_DATABASE_URL to the address of a PostgreSQL database.');
  return url;
}
