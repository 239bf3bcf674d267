import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { BenchContext, Goal } from '../goal';
import { figure, limit, type Line } from '../line';
import { Load } from '../load/phase';
import { startProduct, type Product } from '../thread/product';
import { signedCapOf } from './documents';
import { processFigures, type ProcessFigures } from './event-loop';
import { PEAK } from './ingest';

const MINUTES = 10;
const FEWEST_PARTS = 4;
/** Memory may grow by this much from the middle to the end: caches that fill, not what is received. */
const GROWTH = 1.25;
/** Room for what a heap holds one moment and not the next. */
const ROOM_MEGABYTES = 20;

/** Signed alerts at the peak, for `--minutes` (ten): none is lost and memory stays flat. */
export const capSoak: Goal = {
  name: 'cap-soak',
  covers: ['SOAK'],
  title: `signed alerts at ${PEAK}/s for ${MINUTES} minutes (--minutes N)`,
  onlyWhenNamed: true,
  async measure(context) {
    const minutes = context.minutes ?? MINUTES;
    const parts = Math.max(FEWEST_PARTS, Math.ceil(minutes));
    const product = await startProduct(
      context,
      {},
      { NODE_OPTIONS: `--require ${join(__dirname, 'collect-garbage.js')}` },
    );
    const load = new Load({ ...product, bodyOf: signedCapOf }, `BM${Date.now().toString(36)}`);
    const shown: number[] = [];
    const delays: number[] = [];
    try {
      await load.phase(PEAK, 10);
      const held = [await heldBy(product, 'start', context)];
      for (let part = 1; part <= parts; part++) {
        const { shownP99 } = await load.phase(PEAK, (minutes * 60) / parts);
        const { residentMegabytes, delayP99 } = await processFigures(product.postUrls[0]!);
        shown.push(shownP99);
        delays.push(delayP99);
        context.say(
          `  ${part}/${parts}: shown p99 ${shownP99.toFixed(1)} ms, delay p99 ${delayP99.toFixed(1)} ms, ${residentMegabytes.toFixed(0)} MB resident`,
        );
        if (part === Math.ceil(parts / 2)) held.push(await heldBy(product, 'middle', context));
      }
      held.push(await heldBy(product, 'end', context));
      return linesOf(held, shown, delays, load.missing);
    } finally {
      load.close();
      await product.stop();
    }
  },
};

/** What the process holds once its garbage is collected. */
async function heldBy(product: Product, when: string, { say }: BenchContext): Promise<ProcessFigures> {
  process.kill(product.processes[0]!.pid, 'SIGUSR2');
  await pause(2_000);
  const figures = await processFigures(product.postUrls[0]!);
  const { heapMegabytes, residentMegabytes } = figures;
  say(`  ${when}: heap after GC ${heapMegabytes.toFixed(0)} MB, resident ${residentMegabytes.toFixed(0)} MB`);
  return figures;
}

function linesOf(held: ProcessFigures[], shown: number[], delays: number[], missing: number): Line[] {
  const isMost = true;
  const [start, middle, end] = held as [ProcessFigures, ProcessFigures, ProcessFigures];
  const flat = (what: string, of: (figures: ProcessFigures) => number): Line =>
    limit('soak', `verdict: ${what} at the end`, {
      ours: of(end),
      limit: of(middle) * GROWTH + ROOM_MEGABYTES,
      unit: 'MB',
      isMost,
      note: `flat: at most ${GROWTH} × the middle and ${ROOM_MEGABYTES} MB; start ${of(start).toFixed(0)}, middle ${of(middle).toFixed(0)}`,
    });
  return [
    limit('soak', 'missing on the console', { ours: missing, limit: 0, unit: 'alerts', isMost }),
    flat('heap after GC', ({ heapMegabytes }) => heapMegabytes),
    flat('resident memory', ({ residentMegabytes }) => residentMegabytes),
    limit('soak', 'POST → console in the last part, p99', {
      ours: shown.at(-1)!,
      limit: 1.5 * shown[1]!,
      unit: 'ms',
      isMost,
      note: '1.5 × that of the second part',
    }),
    figure('soak', 'event-loop delay, p99 of the worst part', Math.max(...delays), 'ms'),
  ];
}
