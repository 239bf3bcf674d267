import { setTimeout as pause } from 'node:timers/promises';
import type { BenchContext, Goal } from '../goal';
import { compare, limit, type Line } from '../line';
import { Load, type AlertPath, type PhaseFigures } from '../load/phase';
import { sampleOf } from '../load/alert';
import { Sender } from '../load/sender';
import { startThinPath } from '../thin-path/thin-path';
import { startProduct, type Product } from '../thread/product';
import { inTurns } from '../turns';
import { attachedCapOf, outlineCapOf, signedCapOf } from './documents';
import { processFigures } from './event-loop';

/** The design peak of the US federal gateway, alerts a second. */
export const PEAK = 30;
const LONGEST_DELAY_MS = 50;

/** Signed alerts at the peak, and large ones among them. */
export const capIngest: Goal = {
  name: 'cap-ingest',
  covers: ['P11'],
  title: 'P11: signed and large alerts',
  measure: measureIngest,
};

async function measureIngest(context: BenchContext): Promise<Line[]> {
  const { rounds, seconds, say } = context;
  const product = await startProduct(context);
  const thin = await startThinPath(context);
  const signed: AlertPath = { ...product, bodyOf: signedCapOf };
  const ours = new Load(signed, `BS${Date.now().toString(36)}`);
  const raw = new Load(thin, `BT${Date.now().toString(36)}`);
  try {
    say('  warm-up');
    await ours.phase(PEAK, seconds(5));
    await raw.phase(PEAK, seconds(5));
    say(`  signed alerts at ${PEAK}/s`);
    const figures = await inTurns(rounds, {
      ours: () => ours.phase(PEAK, seconds(8)),
      raw: () => raw.phase(PEAK, seconds(8)),
    });
    say('  large ones among them');
    const large = largeDocuments(seconds(20));
    const before = await processFigures(product.postUrls[0]!);
    const [among] = await Promise.all([ours.phase(PEAK, seconds(20)), postLarge(product, large, seconds(20))]);
    const after = await processFigures(product.postUrls[0]!);
    return linesOf(figures, among, before.residentMegabytes, after, ours.missing);
  } finally {
    ours.close();
    raw.close();
    await Promise.all([product.stop(), thin.stop()]);
  }
}

/** An outline of 880 kB and an attachment of 590 kB for every five seconds. To sign them takes a second, which no figure has. */
function largeDocuments(seconds: number): string[] {
  const times = Math.max(1, Math.round(seconds / 5));
  return [outlineCapOf, attachedCapOf].flatMap((write, kind) =>
    Array.from({ length: times }, (_, at) => write(sampleOf(`BL${Date.now().toString(36)}-${kind}-${at}`))),
  );
}

/** Posts them one after the other, spread over the time. */
async function postLarge(product: Product, documents: readonly string[], seconds: number): Promise<void> {
  const sender = new Sender();
  const { post: headers } = await product.headers();
  for (const [at, document] of documents.entries()) {
    const status = await sender.post(product.postUrls[0]!, headers, document);
    if (status !== 202) throw new Error(`a large alert was answered ${status}`);
    if (at < documents.length - 1) await pause((seconds * 1000) / documents.length);
  }
  sender.close();
}

function linesOf(
  { ours, raw }: Record<'ours' | 'raw', Record<string, number>>,
  among: PhaseFigures,
  residentBefore: number,
  after: { delayP99: number; residentMegabytes: number },
  missing: number,
): Line[] {
  return [
    compare('P11', `signed: POST → console at ${PEAK}/s, p99`, {
      ours: ours.shownP99!,
      raw: raw.shownP99!,
      unit: 'ms',
      target: { atMost: 1.5 },
      note: 'raw: thin path, unsigned',
    }),
    compare('P11', `signed: POST → console at ${PEAK}/s, p50`, {
      ours: ours.shownP50!,
      raw: raw.shownP50!,
      unit: 'ms',
      target: 'shown',
    }),
    compare('P11', 'the same among outlines of 880 kB and attachments of 590 kB, p99', {
      ours: among.shownP99,
      raw: ours.shownP99!,
      unit: 'ms',
      target: 'shown',
      note: 'raw: without them',
    }),
    limit('P11', 'event-loop delay meanwhile, p99', {
      ours: after.delayP99,
      limit: LONGEST_DELAY_MS,
      unit: 'ms',
      isMost: true,
      note: 'all services in one process',
    }),
    limit('P11', 'missing on the console', { ours: missing, limit: 0, unit: 'alerts', isMost: true }),
    compare('P11', 'memory after the large ones', {
      ours: after.residentMegabytes,
      raw: residentBefore,
      unit: 'MB',
      target: 'shown',
      note: 'raw: before them',
    }),
  ];
}
