import type { Database } from '@libs/persistence';
import { CannotStart } from '../../apps/standalone/src/launcher-place';

/** Connections that a service's process takes beside its pool: of its relay, and its claim on the database. */
const OUTSIDE_OF_POOL = 2;
/** Left for people and tools: audit:verify, picture:rebuild, psql. */
const SPARE = 8;
/** With fewer, consumers and commands wait for each other; more do not help one process. */
const [LEAST, MOST] = [4, 16];

/** Connections that the server can still give us. */
export async function freeConnections(database: Database): Promise<number> {
  const [row] = await database.query<{ free: string }>(
    `select (select sum(case name when 'max_connections' then setting::int else -setting::int end) from pg_settings
         where name in ('max_connections', 'superuser_reserved_connections', 'reserved_connections'))
       - (select count(*) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()) as free`,
  );
  return Number(row!.free);
}

/** The pool of each process, so that all of them fit. @throws CannotStart when they do not. */
export function poolSizeFor(processes: number, free: number): number {
  const each = Math.floor((free - SPARE) / processes) - OUTSIDE_OF_POOL;
  if (each >= LEAST) return Math.min(MOST, each);
  const needed = processes * (LEAST + OUTSIDE_OF_POOL) + SPARE;
  throw new CannotStart({
    'zh-CN': `数据库只剩 ${free} 个连接，${processes} 个服务进程至少需要 ${needed} 个：请调大 max_connections，或减少 --replicas`,
    en: `The database has ${free} connections left, ${processes} service processes need at least ${needed}: raise max_connections, or use fewer --replicas`,
  });
}
