import type { Database } from '@libs/persistence';
import { setTimeout as pause } from 'node:timers/promises';
import type { Load } from '../load/phase';
import type { Product } from '../thread/product';
import { sessionsOf, spentBetween, tableBytes, useOf } from './cost';

/** What an alert costs, and what stands by for it. */
export interface UnitCosts {
  /** Alerts a second that were shown and taken in. */
  sustained: number;
  /** Processor time per alert by service, ms; `postgres` is that of its sessions. */
  cpuMs: Record<string, number>;
  /** Memory of all processes of a service, MB. */
  residentMb: Record<string, number>;
  connections: number;
  /** Bytes per alert by table, with indexes. */
  tableBytes: Record<string, number>;
}

/** What is sealed, moved and swept behind the last alert belongs to its costs. */
const AFTERMATH_MS = 1_500;

/** Loads the product with as much as 32 clients can post, and counts what it took. */
export async function unitCosts({ database, processes }: Product, load: Load, seconds: number): Promise<UnitCosts> {
  const postedBefore = load.posted;
  const before = {
    cpu: processes.map(({ pid }) => useOf(pid)),
    sessions: await sessionsOf(database),
    bytes: await tableBytes(database),
  };
  const { sustained } = await load.phase(undefined, seconds);
  await pause(AFTERMATH_MS);
  const alerts = load.posted - postedBefore;

  const cpuMs: Record<string, number> = {};
  const residentMb: Record<string, number> = {};
  for (const [i, { service, pid }] of processes.entries()) {
    const use = useOf(pid);
    if (!use) throw new Error(`${service} has ended under load`);
    cpuMs[service] = (cpuMs[service] ?? 0) + (use.cpuMs - before.cpu[i]!.cpuMs) / alerts;
    residentMb[service] = (residentMb[service] ?? 0) + use.residentMb;
  }
  const sessions = await sessionsOf(database);
  cpuMs.postgres = spentBetween(before.sessions, sessions) / alerts;
  const bytes = [...(await tableBytes(database))].map(
    ([name, size]) => [name, (size - (before.bytes.get(name) ?? 0)) / alerts] as const,
  );
  return {
    sustained: sustained!,
    cpuMs,
    residentMb,
    connections: sessions.size,
    tableBytes: Object.fromEntries(bytes.filter(([, perAlert]) => perAlert >= 1)),
  };
}

/** Bytes of payload and headers per alert by topic, as the in-process log has them. */
export async function topicBytes(database: Database, alerts: number): Promise<Record<string, number>> {
  const rows = await database.query<{ topic: string; bytes: string }>(
    `select topic, sum(octet_length(payload::text) + octet_length(headers::text)) as bytes from bus.log group by topic`,
  );
  return Object.fromEntries(rows.map(({ topic, bytes }) => [topic, Number(bytes) / alerts]));
}
