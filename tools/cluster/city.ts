import { existsSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { CheckResult } from '@libs/observability';
import { cityServices, namesClerk, type Ask } from '../../apps/standalone/src/city-services';
import { DemonstrationCity } from '../../apps/standalone/src/demonstration-city';
import type { Line } from '../../apps/standalone/src/launcher-console';
import { ledgerFiles } from '../../scenarios/qingyang-2021/ledger-files';

const AGAIN_AFTER_MS = 1_000;
const REPORT_EVERY_MS = 250;
const ASK_WITHIN_MS = 30_000;

/** The demonstration city over the edge, as a clerk would load it; half loaded, it is completed. */
export async function loadCity(options: {
  url: string;
  dataDir: string;
  credentialsFile: string;
  say: (line: Line) => void;
  report: (standing: CheckResult) => void;
  signal: AbortSignal;
}): Promise<void> {
  const { url, dataDir, credentialsFile, say, report, signal } = options;
  if (!existsSync(credentialsFile) || !(await namesClerk(credentialsFile))) return;
  while (!signal.aborted) {
    const city = new DemonstrationCity(cityServices(overHttp(url), credentialsFile), dataDir, ledgerFiles, say);
    const reporting = setInterval(() => void city.readiness().then(report), REPORT_EVERY_MS);
    try {
      if (await city.isWanted()) await city.load();
      return;
    } catch (error) {
      // A service that was killed in the middle of it is back soon.
      if (signal.aborted) return;
      const { message } = error as Error;
      say({ 'zh-CN': `演示城市载入中断，重新载入（${message}）`, en: `The city is loaded anew (${message})` });
      await pause(AGAIN_AFTER_MS);
    } finally {
      clearInterval(reporting);
    }
  }
}

const overHttp =
  (url: string): Ask =>
  async ({ method, url: path, headers, payload }) => {
    const answer = await fetch(url + path, {
      method,
      headers,
      ...(payload ? { body: new Uint8Array(payload) } : {}),
      signal: AbortSignal.timeout(ASK_WITHIN_MS),
    });
    return { statusCode: answer.status, body: await answer.text() };
  };
