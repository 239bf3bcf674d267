import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { LocalText } from '@libs/kernel';
import { checkTimeoutMs } from './observability.config';
import { within } from './within';

/** What a part of the process says about itself: whether work may be sent to it, and why not. */
export interface CheckResult {
  ok: boolean;
  /** Work may be sent, but something that it leads to has to wait. */
  degraded?: boolean;
  /** For an operator; no personal data. */
  detail?: string;
}

/** The answer to "may work be sent here?". */
export interface ReadinessReport {
  ready: boolean;
  status: LocalText;
  checks: (CheckResult & { name: string })[];
}

/** Collects the checks of all parts of the process. */
@Injectable()
export class Readiness implements OnModuleDestroy {
  private readonly checks = new Map<string, () => Promise<CheckResult>>();
  private stopping = false;

  /**
   * Adds a check; it may throw, which counts as not ok, as does an answer later than two seconds.
   * Returns the function that takes it away again.
   */
  register(name: string, check: () => Promise<CheckResult>): () => void {
    if (this.checks.has(name)) throw new Error(`There is a readiness check "${name}" already.`);
    this.checks.set(name, check);
    return () => void this.checks.delete(name);
  }

  /** Runs all checks at once. A process that is stopping is never ready. */
  async report(): Promise<ReadinessReport> {
    const checks = await Promise.all(
      [...this.checks].map(async ([name, check]) => {
        try {
          const { ok, degraded, detail } = await within(checkTimeoutMs, check);
          return { name, ok, ...(degraded ? { degraded } : {}), ...(detail === undefined ? {} : { detail }) };
        } catch (error) {
          return { name, ok: false, detail: error instanceof Error ? error.message : String(error) };
        }
      }),
    );
    if (this.stopping) checks.unshift({ name: 'process', ok: false, detail: 'stopping' });
    const failing = checks.filter(({ ok }) => !ok).map(({ name }) => name);
    const degraded = checks.filter((check) => 'degraded' in check).map(({ name }) => name);
    return { ready: failing.length === 0, status: statusOf(failing, degraded), checks };
  }

  onModuleDestroy(): void {
    this.stopping = true;
  }
}

function statusOf(failing: string[], degraded: string[]): LocalText {
  if (failing.length > 0) return { 'zh-CN': `未就绪：${failing.join('、')}`, en: `Not ready: ${failing.join(', ')}` };
  if (degraded.length > 0)
    return { 'zh-CN': `就绪，但受限：${degraded.join('、')}`, en: `Ready, but degraded: ${degraded.join(', ')}` };
  return { 'zh-CN': '就绪', en: 'Ready' };
}
