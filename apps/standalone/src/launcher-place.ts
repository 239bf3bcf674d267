import { mkdirSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { processIdentity, takeProcessLock, type ProcessLock } from '@libs/persistence';
import { say, type Line } from './launcher-console';
import type { LauncherConfig } from './launcher.config';

/** The product cannot start here, and `text` says what to do. */
export class CannotStart extends Error {
  constructor(readonly text: Line) {
    super(text.en);
  }
}

/** This launcher's claim on the data folder and on its port. */
export interface Place {
  port: number;
  /** What a person opens in a browser. */
  url: string;
  /** Notes a process that outlives the launcher, so that the next start can wait for it should the launcher be killed. */
  noteApplication(pid: number): void;
  release(): void;
}

/** Claims the data folder and finds the port free. Throws CannotStart. */
export async function takePlace(config: LauncherConfig): Promise<Place> {
  const lock = takeFolder(config);
  try {
    await outlive(lock.previous?.note.application, config.drainDeadline);
    const port = await freePort(config);
    const url = addressOf(config.host, port);
    lock.describe({ url });
    return {
      port,
      url,
      noteApplication: (pid) => lock.describe({ url, application: { pid, identity: processIdentity(pid) } }),
      release: () => lock.release(),
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

function takeFolder({ dataDir, lockFile }: LauncherConfig): ProcessLock {
  try {
    mkdirSync(dataDir, { recursive: true });
    const lock = takeProcessLock(join(dataDir, lockFile));
    if (!('heldBy' in lock)) return lock;
    const { pid, note } = lock.heldBy;
    throw new CannotStart({
      'zh-CN': `已在运行：${note.url ?? '正在启动'}（pid ${pid}）。请先在那里按 Ctrl-C，或用 PORT 和 FENGHUO_DATA_DIR 另开一套`,
      en: `Already running at ${note.url ?? '(starting)'} (pid ${pid}). Press Ctrl-C there first, or set PORT and FENGHUO_DATA_DIR for a second one`,
    });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new CannotStart({
      'zh-CN': `无法写入数据目录 ${dataDir}（${code}）：请修正权限，或设置 FENGHUO_DATA_DIR`,
      en: `The data folder ${dataDir} cannot be written (${code}): mend its permissions, or set FENGHUO_DATA_DIR`,
    });
  }
}

/** Lets the application of a launcher that was killed finish; one that does not is ended. */
async function outlive(application: unknown, patience: number): Promise<void> {
  const { pid, identity } = (application ?? {}) as { pid?: number; identity?: string };
  if (!pid || !identity || processIdentity(pid) !== identity) return;
  say({
    'zh-CN': `等待上一次的应用进程（pid ${pid}）结束……`,
    en: `Waiting for the application of the last time (pid ${pid}) to finish…`,
  });
  const giveUpAt = Date.now() + patience;
  while (processIdentity(pid) === identity) {
    if (Date.now() > giveUpAt) process.kill(pid, 'SIGKILL');
    await pause(100);
  }
}

async function freePort({ host, port: wanted, command }: LauncherConfig): Promise<number> {
  const server = createServer();
  try {
    return await new Promise<number>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ host, port: wanted, exclusive: true }, () => resolve((server.address() as AddressInfo).port));
    });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') {
      throw new CannotStart({
        'zh-CN': `端口 ${wanted} 已被其他程序占用：请关闭该程序，或换一个端口，例如 PORT=${wanted + 1} ${command}`,
        en: `Port ${wanted} is in use by another program: end that program, or take another port, e.g. PORT=${wanted + 1} ${command}`,
      });
    }
    throw new CannotStart({
      'zh-CN': `不能监听 ${host}:${wanted}（${code}）：请修改 HOST 或 PORT`,
      en: `Cannot listen on ${host}:${wanted} (${code}): change HOST or PORT`,
    });
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}

function addressOf(host: string, port: number): string {
  const reachable = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
}
