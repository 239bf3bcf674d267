import type { Goal } from '../goal';
import { limit, type Line } from '../line';
import { Load } from '../load/phase';
import { startProduct } from '../thread/product';
import { signedCapOf } from './documents';
import { processFigures } from './event-loop';
import { PEAK } from './ingest';

const MINUTES = 10;
/** Memory may grow by this much from the second of ten parts to the last: caches that fill, not what is received. */
const GROWTH = 1.25;

/** Signed alerts at the peak for ten minutes (`--quick`: two): none is lost and memory stays flat. */
export const capSoak: Goal = {
  name: 'cap-soak',
  covers: [],
  title: `signed alerts at ${PEAK}/s for ${MINUTES} minutes`,
  onlyWhenNamed: true,
  async measure(context) {
    const product = await startProduct(context);
    const load = new Load({ ...product, bodyOf: signedCapOf }, `BM${Date.now().toString(36)}`);
    const resident: number[] = [];
    const shown: number[] = [];
    try {
      for (let part = 1; part <= MINUTES; part++) {
        const { shownP99 } = await load.phase(PEAK, context.seconds(60));
        const { residentMegabytes, delayP99 } = await processFigures(product.postUrls[0]!);
        resident.push(residentMegabytes);
        shown.push(shownP99);
        context.say(
          `  ${part}/${MINUTES}: shown p99 ${shownP99.toFixed(1)} ms, delay p99 ${delayP99.toFixed(1)} ms, ${residentMegabytes.toFixed(0)} MB`,
        );
      }
      return linesOf(resident, shown, load.missing);
    } finally {
      load.close();
      await product.stop();
    }
  },
};

function linesOf(resident: number[], shown: number[], missing: number): Line[] {
  const isMost = true;
  return [
    limit('soak', 'missing on the console', { ours: missing, limit: 0, unit: 'alerts', isMost }),
    limit('soak', 'memory at the end', {
      ours: resident.at(-1)!,
      limit: resident[1]! * GROWTH,
      unit: 'MB',
      isMost,
      note: `${GROWTH} × that of the second part`,
    }),
    limit('soak', 'POST → console in the last part, p99', {
      ours: shown.at(-1)!,
      limit: 1.5 * shown[1]!,
      unit: 'ms',
      isMost,
      note: '1.5 × that of the second part',
    }),
  ];
}
