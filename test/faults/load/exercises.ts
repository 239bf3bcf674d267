import { setTimeout as pause } from 'node:timers/promises';
import { Refused, type Client } from '../client';
import type { Work } from './work';
import { FLOOD_WARNING, write } from './warnings';

/** How long an exercise lasts before it is cancelled with all that is open in it, ms. */
const LASTS_MS = 60_000;
const LOOK_AGAIN_MS = 300;

/** Exercises one after the other. Whoever is in the middle of something learns of the end by a refusal. */
export function runExercises(work: Work, told: (emergencyId: string) => void) {
  const begun = begin(work.client).then(told);
  return { begun, ended: begun.then(() => others(work, told)) };
}

async function others(work: Work, told: (emergencyId: string) => void): Promise<void> {
  while (!work.isOver()) {
    for (const end = Date.now() + LASTS_MS; Date.now() < end && !work.isOver();) await pause(LOOK_AGAIN_MS);
    if (work.isOver()) return;
    try {
      await work.client.post('commander', `/api/response/emergencies/${work.exercise()}/cancel`, {
        reason: '演练结束，重新开始',
      });
      told(await begin(work.client));
    } catch (error) {
      if (!(error instanceof Refused)) await pause(LOOK_AGAIN_MS);
    }
  }
}

/** A warning opens an emergency, or joins one that another warning has just opened. */
async function begin(client: Client): Promise<string> {
  const { warningId } = await client.cap(write(FLOOD_WARNING, 'Alert').document);
  for (;;) {
    const open = await client.all<{ id: string; hazard: string }>('commander', '/api/response/emergencies', {
      'filter[mode]': 'exercise',
      'filter[state]': 'open',
    });
    const found = open.find(({ hazard }) => hazard === 'flood');
    if (found) return found.id;
    if (!warningId) throw new Error('the warning that opens the exercise was not accepted');
    await pause(LOOK_AGAIN_MS);
  }
}
