import type { CheckResult, Readiness } from '@libs/observability';

/** Within the two seconds that a check may take; ms. */
const ANSWER_WITHIN_MS = 1_500;

/** One check for each service: ready when one of its replicas is. */
export function watchServices(readiness: Readiness, upstreams: Record<string, string[]>): void {
  for (const [service, origins] of Object.entries(upstreams)) {
    readiness.register(service, async () => {
      const replies = await Promise.all(origins.map(standing));
      const ready = replies.filter(({ ok }) => ok).length;
      const detail = `${ready} of ${origins.length} ready`;
      const reason = replies.find(({ ok }) => !ok)?.detail;
      return { ok: ready > 0, detail: ready > 0 || !reason ? detail : `${detail}: ${reason}` };
    });
  }
}

/** What a launcher tells about a thing that only it knows to be done. */
export interface Report {
  type: 'report';
  name: string;
  result: CheckResult;
}

/** A check whose outcome the process that started this one reports. */
export function watchStarter(readiness: Readiness, name: string): void {
  let standing: CheckResult = { ok: false, detail: 'not begun' };
  readiness.register(name, () => Promise.resolve(standing));
  process.on('message', (message: Report) => {
    if (message?.type === 'report' && message.name === name) standing = message.result;
  });
}

async function standing(origin: string): Promise<CheckResult> {
  try {
    const answer = await fetch(`${origin}/health/ready`, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    const report = (await answer.json()) as { checks?: (CheckResult & { name: string })[] };
    const failing = report.checks?.filter(({ ok }) => !ok).map(({ name, detail }) => `${name} ${detail ?? ''}`.trim());
    return answer.ok ? { ok: true } : { ok: false, detail: failing?.join('; ') ?? `${answer.status}` };
  } catch (error) {
    return { ok: false, detail: (error as Error).message };
  }
}
