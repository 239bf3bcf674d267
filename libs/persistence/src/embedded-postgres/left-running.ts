import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Cluster } from './cluster';
import { ask } from './connection';
import { EmbeddedPostgresFailure } from './failure';
import { RECOVERY_DEADLINE, signal, wrongPassword, type Postmaster } from './postmaster';
import { isPostgresIn, isRunning } from './process-identity';

/** Longest wait for a server that runs but does not answer at all; ms. */
const SILENCE_DEADLINE = 60_000;
/** Longest wait for a server to write its note after creating the file; ms. */
const EMPTY_NOTE_DEADLINE = 2_000;
/** How often a server that is not our child is looked at; ms. */
const WATCH_INTERVAL = 250;

/**
 * The server that an earlier start has left running on this cluster, if there is one; waits for one that is still
 * recovering or going down. A note of a server that is gone, or whose pid belongs to another program now, never blocks.
 */
export async function findPostmaster(cluster: Cluster): Promise<Postmaster | undefined> {
  const begun = Date.now();
  for (;;) {
    const waited = Date.now() - begun;
    const note = readNote(cluster.folder);
    if (!note) return undefined;
    // PostgreSQL takes a zombie for a living server, where nobody collects those whose parent was killed.
    if (note.pid !== undefined && !isRunning(note.pid)) return void voidNote(cluster.folder, note.rest);
    if (note.pid === undefined) {
      // Written in two steps; one that stays empty is the trace of a kill in between.
      if (waited > EMPTY_NOTE_DEADLINE) return void voidNote(cluster.folder, '');
    } else {
      const answer = await ask(note.port, cluster.password);
      if (answer.state === 'ready' && answer.dataDirectory === cluster.folder) {
        return { pid: note.pid, port: note.port, ended: untilGone(note.pid) };
      }
      const isOurs = isPostgresIn(note.pid, cluster.folder);
      if (!isOurs && answer.state !== 'starting') return void voidNote(cluster.folder, note.rest);
      if (isOurs && answer.state === 'refused') throw wrongPassword();
      // The project was moved while it ran: it begins anew at the new place.
      if (isOurs && answer.state === 'ready') signal(note.pid, 'SIGINT');
      if (waited > (answer.state === 'starting' ? RECOVERY_DEADLINE : SILENCE_DEADLINE)) throw unresponsive(note.pid);
    }
    await pause(50);
  }
}

function unresponsive(pid: number): EmbeddedPostgresFailure {
  const text = {
    'zh-CN': `内置数据库（pid ${pid}）仍在运行但没有应答：请结束该进程后再启动`,
    en: `The built-in database (pid ${pid}) is running but does not answer: end that process, then start again`,
  };
  return new EmbeddedPostgresFailure('embedded-postgres.unresponsive', text);
}

/** Lines of postmaster.pid: pid, data folder, start, port, socket folder, address, shared memory, state. */
function readNote(folder: string): { pid: number | undefined; port: number; rest: string } | undefined {
  let text: string;
  try {
    text = readFileSync(join(folder, 'postmaster.pid'), 'utf8');
  } catch {
    return undefined;
  }
  const [pid, ...rest] = text.split('\n');
  return { pid: Number(pid) || undefined, port: Number(rest[2]) || 0, rest: rest.join('\n') };
}

/**
 * Makes the note name a process that cannot exist. It is not removed: with it PostgreSQL also finds old backends which
 * are still at the files, and waits instead of destroying them.
 */
function voidNote(folder: string, rest: string): void {
  writeFileSync(join(folder, 'postmaster.pid'), `2147483646\n${rest}`);
}

async function untilGone(pid: number): Promise<object> {
  while (isRunning(pid)) await pause(WATCH_INTERVAL, undefined, { ref: false });
  return {};
}
