import { setTimeout as pause } from 'node:timers/promises';
import { DROUGHT } from '../../../scenarios/qingyang-2021/stories';
import type { Work } from './work';
import { write } from './warnings';

interface Proposal {
  id: string;
  level: string;
  state: string;
  contentHash: string;
}

/** How long a proposal of the rules, or an emergency of a warning, is waited for in one round, ms. */
const PATIENCE_MS = 60_000;

/** A round of the duty room: a drought, a declared fact, the level that the rules propose, its end, and the closing. */
export async function decideLevels(work: Work): Promise<void> {
  const { client, random } = work;
  const written = write(DROUGHT.warning, 'Alert');
  await client.cap(written.document);
  const emergencyId = await soon(work, async () => {
    const open = await client.all<{ id: string; hazard: string }>('commander', '/api/response/emergencies', {
      'filter[mode]': 'exercise',
      'filter[state]': 'open',
    });
    return open.find(({ hazard }) => hazard === 'drought')?.id;
  });
  const emergency = `/api/response/emergencies/${emergencyId}`;
  await client.post('duty-officer', `${emergency}/facts`, DROUGHT.fact);
  const proposal = await soon(work, async () => {
    const { items } = await client.get<{ items: Proposal[] }>('duty-officer', `${emergency}/level-proposals`);
    return items.find(({ state }) => state === 'open');
  });
  const { contentHash } = proposal;
  const path = `${emergency}/level-proposals/${proposal.id}`;
  await client.post('duty-officer', `${path}/endorse`, { contentHash, reason: '数据属实' });
  await client.post('commander', `${path}/decide`, { approve: random() < 0.8, contentHash, reason: '同意启动' });

  const { items } = await client.get<{ items: { id: string; state: string }[] }>(
    'commander',
    `${emergency}/activations`,
  );
  for (const { id } of items.filter(({ state }) => state === 'active'))
    await client.post('commander', `${emergency}/activations/${id}/end`, { reason: '旱情缓解' });
  await client.cap(write(DROUGHT.warning, 'Cancel', written).document);
  await client.post('commander', `${emergency}/cancel`, { reason: '演练结束' });
}

/** Looks until there is something; gives the round up when the run is over or nothing comes. */
async function soon<T>(work: Work, look: () => Promise<T | undefined>): Promise<T> {
  for (const end = Date.now() + PATIENCE_MS; ; await pause(200)) {
    const found = await look();
    if (found !== undefined) return found;
    if (work.isOver() || Date.now() > end) throw new Error('nothing came');
  }
}
