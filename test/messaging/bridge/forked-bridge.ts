import { fork, spawnSync, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { Bridge, BridgeOptions, Measuring } from './bridge-application';
import type { Answer, Request } from './bridge-process';

/** Compiled by test/setup/delivery.ts. */
const PROGRAM = join(__dirname, '../../../dist/test/messaging/bridge/bridge-process.js');

type Question = Request extends infer R ? (R extends Request ? Omit<R, 'id'> : never) : never;

/** The service in a process of its own, which a test may end or freeze. */
export class ForkedBridge implements Bridge {
  /** Settles when the process has ended, with its exit code or signal. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
  private readonly child: ChildProcess;
  private readonly ready: Promise<void>;
  private readonly asked = new Map<number, { resolve: () => void; reject: (error: Error) => void }>();
  private questions = 0;

  private constructor(options: BridgeOptions) {
    this.child = fork(PROGRAM, {
      env: { ...process.env, BRIDGE_OPTIONS: JSON.stringify(options) },
      execArgv: [],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.ended = new Promise((resolve) => this.child.once('exit', (code, signal) => resolve(signal ?? code)));
    this.ready = new Promise((resolve, reject) => {
      this.child.on('message', (answer: Answer) => ('ready' in answer ? resolve() : this.settle(answer)));
      void this.ended.then((how) => {
        const error = new Error(`the process has ended (${how})`);
        reject(error);
        for (const { reject: fail } of this.asked.values()) fail(error);
      });
    });
    // A process may be ended before it was ready.
    this.ready.catch(() => undefined);
  }

  /** Rejects when it ends before it is ready. */
  static async start(options: BridgeOptions): Promise<ForkedBridge> {
    const bridge = new ForkedBridge(options);
    await bridge.ready;
    return bridge;
  }

  get pid(): number {
    return this.child.pid!;
  }

  measure(measuring: Measuring): Promise<void> {
    return this.ask({ do: 'measure', measuring });
  }

  name(span: string, name: string | null): Promise<void> {
    return this.ask({ do: 'name', span, name });
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Whether SIGSTOP has reached it. */
  get isFrozen(): boolean {
    return spawnSync('ps', ['-o', 'stat=', '-p', String(this.pid)], { encoding: 'utf8' }).stdout.startsWith('T');
  }

  async kill9(): Promise<void> {
    this.signal('SIGKILL');
    await this.ended;
  }

  async stop(): Promise<void> {
    this.signal('SIGTERM');
    await this.ended;
  }

  private ask(question: Question): Promise<void> {
    const id = ++this.questions;
    return new Promise((resolve, reject) => {
      this.asked.set(id, { resolve, reject });
      this.child.send({ id, ...question }, (error) => error && reject(error));
    });
  }

  private settle({ id, error }: { id: number; error?: string }): void {
    const asked = this.asked.get(id);
    this.asked.delete(id);
    if (error) asked?.reject(new Error(error));
    else asked?.resolve();
  }
}
