import { join } from 'node:path';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Piscina } from 'piscina';
import type { JudgeOptions, SignatureRecord } from '@libs/cap';
import { createLogger, Metrics } from '@libs/observability';
import { ALERTING_CONFIG, type AlertingConfig } from '../alerting.config';
import { TrustDirectory } from '../persistence/trust-directory';
import { assess, type Assessment } from './assessment';
import { judgeOnThread, type JudgingTask } from './judging-worker';

/** Node runs JavaScript only: where this is a source, as in tests, the worker is the one of the build beside it. */
const FOLDER = __filename.endsWith('.ts')
  ? join(__dirname, '../../../../dist/apps/alerting/src/receive-cap')
  : __dirname;
const MEGABYTES_PER_THREAD = 512;
const IDLE_MS = 60_000;

/**
 * Judges documents without holding up the process: what is signed or large goes to a thread, and a small unsigned one is
 * judged at once, because the way to a thread and back takes longer than that.
 */
@Injectable()
export class JudgingPool implements OnApplicationShutdown {
  private readonly log = createLogger('alerting');
  private readonly threads: Piscina;
  private readonly signatures;

  constructor(
    @Inject(ALERTING_CONFIG) private readonly config: AlertingConfig,
    private readonly trust: TrustDirectory,
    metrics: Metrics,
  ) {
    this.threads = new Piscina({
      filename: join(FOLDER, 'judging-worker.js'),
      minThreads: 0,
      maxThreads: config.judgingThreads,
      idleTimeout: IDLE_MS,
      resourceLimits: { maxOldGenerationSizeMb: MEGABYTES_PER_THREAD },
    });
    this.signatures = metrics.counter('alerting_signatures_total', 'Signatures of CAP messages by what they say', [
      'state',
    ]);
  }

  async assess(bytes: Uint8Array, given: JudgeOptions): Promise<Assessment> {
    const options = { ...given, trust: await this.trust.current() };
    const task: JudgingTask = { bytes, options };
    const assessment = await (this.isQuick(task)
      ? assess(bytes, options)
      : (this.threads.run(task, { name: judgeOnThread.name }) as Promise<Assessment>));
    assessment.signatures?.forEach((signature) => this.count(signature, assessment));
    return assessment;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.threads.close();
  }

  private isQuick({ bytes, options }: JudgingTask): boolean {
    if (bytes.length > this.config.inlineBytes) return false;
    return (
      options.signatures === 'ignore' ||
      !Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes('SignatureValue')
    );
  }

  private count(signature: SignatureRecord, { message, findings }: Assessment): void {
    this.signatures.inc({ state: signature.state });
    const isUntrusted = findings.some(({ code }) => code === 'cap.signature-untrusted');
    if (signature.state === 'verified' && !isUntrusted) return;
    this.log.warn(
      { signature: { ...signature, certificate: undefined }, sender: message?.sender },
      'a signature does not prove its sender',
    );
  }
}
