import { join } from 'node:path';
import { complain, print, say } from './launcher-console';
import { provideDatabase, type Database } from './launcher-database';
import { CannotStart, takePlace, type Place } from './launcher-place';
import { SupervisedProcess } from './launcher-process';
import { WishToEnd } from './launcher-wish';
import { applicationEnvironment, type LauncherConfig } from './launcher.config';

/** What the process answers to whoever started it. */
export const EXIT = { clean: 0, cannotStart: 1, forced: 1 } as const;

/** Launches the standalone and stays until it is asked to end; answers the exit code. */
export async function launch(config: LauncherConfig): Promise<number> {
  const begun = Date.now();
  const place = await takePlace(config);
  print(`烽火 Fenghuo  ${place.url}`);
  const run = new Run({ ...config, port: place.port }, place, begun);
  return run.untilTheEnd();
}

/** One run: the database, the application on it, and the orderly end of both. */
class Run {
  private readonly database: Promise<Database>;
  private application: SupervisedProcess | undefined;
  private wasReady = false;
  /** What the application has said for people; said once, however often it starts. */
  private readonly announced = new Set<string>();
  private readonly wish: WishToEnd;

  constructor(
    private readonly config: LauncherConfig,
    private readonly place: Place,
    private readonly begun: number,
  ) {
    this.wish = new WishToEnd(config, () => this.endAtOnce());
    say(
      config.databaseUrl
        ? { 'zh-CN': '正在启动（使用 DATABASE_URL 指定的数据库）……', en: 'Starting (on the database of DATABASE_URL)…' }
        : { 'zh-CN': '正在启动数据库和应用……', en: 'Starting the database and the application…' },
    );
    this.database = provideDatabase(config, () => void this.application?.renew());
  }

  async untilTheEnd(): Promise<number> {
    let code: number = EXIT.clean;
    try {
      const { url } = await this.database;
      if (!this.wish.isAsked) {
        this.application = this.supervise(url);
        const gaveUp = this.application.run().then((isAsked) => !isAsked);
        if (await Promise.race([gaveUp, this.wish.asked.then(() => false)])) code = EXIT.cannotStart;
      }
      const isDrained = await this.application?.stop(this.config.drainDeadline);
      if (isDrained === false) code = EXIT.forced;
    } finally {
      await this.endDatabase();
      this.place.release();
    }
    if (this.wish.isAsked) say({ 'zh-CN': '已停止', en: 'Stopped' });
    return this.wish.isForced ? EXIT.forced : code;
  }

  private supervise(databaseUrl: () => string): SupervisedProcess {
    const what = {
      name: { 'zh-CN': '应用', en: 'The application' },
      script: join(__dirname, 'application.js'),
      words: process.argv.slice(2),
      url: this.place.url,
      environment: () => applicationEnvironment(this.config, databaseUrl()),
    };
    return new SupervisedProcess(what, this.config, {
      started: (pid) => this.place.noteApplication(pid),
      announced: (lines) => this.onAnnounced(lines),
      ready: () => this.onReady(),
      trouble: complain,
    });
  }

  private onAnnounced(lines: string[]): void {
    for (const line of lines) {
      if (this.wasReady && !this.announced.has(line)) print(line);
      this.announced.add(line);
    }
  }

  private onReady(): void {
    if (this.wasReady) return say({ 'zh-CN': '应用已恢复', en: 'The application is back' });
    this.wasReady = true;
    const seconds = ((Date.now() - this.begun) / 1000).toFixed(1);
    say({ 'zh-CN': `已就绪（${seconds} 秒）：${this.place.url}`, en: `Ready (${seconds} s): ${this.place.url}` });
    for (const line of this.announced) print(line);
    say({ 'zh-CN': '按 Ctrl-C 停止', en: 'Press Ctrl-C to stop' });
  }

  private endAtOnce(): void {
    this.application?.kill();
    void this.database.then((database) => database.stop(0)).catch(() => undefined);
  }

  private async endDatabase(): Promise<void> {
    const database = await this.database.catch(() => undefined);
    await database?.stop(this.wish.isForced ? 0 : undefined);
  }
}

/** The line for a person about why the product cannot start. */
export function reasonOf(error: unknown): { 'zh-CN': string; en: string } {
  if (error instanceof CannotStart) return error.text;
  const { text, message } = error as { text?: { 'zh-CN': string; en: string }; message?: string };
  return text ?? { 'zh-CN': '无法启动', en: `Cannot start: ${message ?? String(error)}` };
}
