import { readFileSync } from 'node:fs';
import type { Database } from '@libs/persistence';

/** A hundredth of a second is what Linux counts processor time in. */
const MS_PER_TICK = 10;
const PAGE = 4096;

/** Processor time (ms) and memory (MB) of a process of this machine. */
export interface ProcessUse {
  cpuMs: number;
  residentMb: number;
}

/** @returns undefined for a process that has ended. */
export function useOf(pid: number): ProcessUse | undefined {
  try {
    // The name in brackets may contain blanks.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
    const [user, system, pages] = [fields[11], fields[12], fields[21]].map(Number);
    return { cpuMs: (user! + system!) * MS_PER_TICK, residentMb: (pages! * PAGE) / 1024 ** 2 };
  } catch {
    return undefined;
  }
}

/** Processor time of the database's own sessions, ms by process id; what the server does for all is not in it. */
export async function sessionsOf(database: Database): Promise<Map<number, number>> {
  const rows = await database.query<{ pid: number }>(
    'select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  );
  return new Map(rows.map(({ pid }) => [pid, useOf(pid)?.cpuMs ?? 0]));
}

/** Processor time between two looks, ms; a session that has ended in between is left out. */
export function spentBetween(before: Map<number, number>, after: Map<number, number>): number {
  return [...after].reduce((sum, [pid, cpuMs]) => sum + cpuMs - (before.get(pid) ?? 0), 0);
}

/** Bytes of each table with its indexes and long values; empty tables are left out. */
export async function tableBytes(database: Database): Promise<Map<string, number>> {
  const rows = await database.query<{ name: string; bytes: string }>(
    `select schemaname || '.' || relname as name, pg_total_relation_size(relid) as bytes from pg_stat_user_tables`,
  );
  return new Map(rows.map(({ name, bytes }) => [name, Number(bytes)]));
}
