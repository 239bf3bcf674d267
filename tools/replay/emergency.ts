import { setTimeout as pause } from 'node:timers/promises';
import type { StoryWarning } from '../../scenarios/qingyang-2021/stories';
import { until } from './at-once';
import type { PictureFigures } from './figures-table';
import type { Replay } from './replay';
import { Refused } from './users';
import { writeWarning, type WrittenWarning } from './warnings';

const OPEN_ORDER = new Set(['proposed', 'ordered', 'return-authorised']);
const EXERCISE = { 'filter[mode]': 'exercise' };
/** How often two persons look again when the content they decide on has changed meanwhile. */
const LOOKS = 20;

/** The commander cancels what earlier exercises have left open, and the story begins when nothing of them is left. */
export async function abortUnfinishedExercises({ users, tell }: Replay): Promise<void> {
  const open = await users.all<{ id: string }>('commander', '/api/response/emergencies', {
    ...EXERCISE,
    'filter[state]': 'open',
  });
  for (const { id } of open) {
    await users.post('commander', `/api/response/emergencies/${id}/cancel`, { reason: '重新开始演练' });
  }
  if (open.length > 0) tell(`已中止 ${open.length} 个未完成的演练`, `aborted ${open.length} unfinished exercises`);
  const out = new URLSearchParams({ ...EXERCISE, limit: '1' });
  for (const state of ['requested', 'accepted', 'departed', 'arrived']) out.append('filter[state]', state);
  await until('the teams of earlier exercises to be free', async () => {
    const { items } = await users.get<{ items: object[] }>('dispatcher', `/api/dispatch/missions?${out}`);
    return items.length === 0 ? true : undefined;
  });
  await until('the evacuations of earlier exercises to be cancelled', async () => {
    const orders = await users.all<{ mode: string; state: string }>('duty-officer', '/api/resettlement/orders');
    return orders.some(({ mode, state }) => mode === 'exercise' && OPEN_ORDER.has(state)) ? undefined : true;
  });
}

/** The feed hands in a warning, and the rules open an emergency from it or attach it to one. */
export async function emergencyFrom(
  { users, tell }: Replay,
  warning: StoryWarning,
): Promise<{ emergencyId: string; warningId: string; written: WrittenWarning }> {
  const written = writeWarning(warning, new Date());
  const { warningId, verdict, findings } = await users.cap(written.document);
  if (verdict !== 'accepted' || !warningId) {
    throw new Error(`${warning.headline}: ${verdict} ${findings?.map(({ code }) => code).join(', ') ?? ''}`);
  }
  const emergencyId = await until('the emergency on the picture', async () => {
    const path = `/api/picture/warnings/${warningId}`;
    const shown = await users.get<{ emergencyIds?: string[] }>('duty-officer', path).catch(whenNotFound);
    return shown?.emergencyIds?.[0];
  });
  tell(`已接收 ${warning.headline}`, `warning accepted${warning.senderCode ? " (China's form)" : ''}`);
  return { emergencyId, warningId, written };
}

/** The feed cancels a warning, which ends nothing by itself. */
export async function cancelWarning({ users }: Replay, warning: StoryWarning, { reference }: WrittenWarning) {
  await users.cap(writeWarning(warning, new Date(), 'Cancel', reference).document);
}

interface LevelProposal {
  id: string;
  level: string;
  state: string;
  draft: boolean;
  contentHash: string;
}

/** Waits until the rules propose the level; a duty officer endorses it, the commander decides. */
export async function decideLevel({ users, tell }: Replay, emergencyId: string, level: string): Promise<void> {
  const path = `/api/response/emergencies/${emergencyId}/level-proposals`;
  const proposal = await until(`a proposal of level ${level}`, async () => {
    const { items } = await users.get<{ items: LevelProposal[] }>('duty-officer', path);
    return items.find((one) => one.level === level && one.state === 'open');
  });
  const draft = proposal.draft ? ['（规则为草案）', ' (the rule is a draft)'] : ['', ''];
  tell(`规则建议启动${level}级响应${draft[0]}`, `the rules propose level ${level}${draft[1]}`);
  const { id, contentHash } = proposal;
  await users.post('duty-officer', `${path}/${id}/endorse`, { contentHash, reason: '数据属实，建议启动' });
  await users.post('commander', `${path}/${id}/decide`, { approve: true, contentHash, reason: '同意启动' });
  tell(`指挥长决定启动${level}级响应`, `the commander activated level ${level}`);
}

/** The commander ends every level that is active. */
export async function endLevels({ users, tell }: Replay, emergencyId: string): Promise<void> {
  const path = `/api/response/emergencies/${emergencyId}/activations`;
  const { items } = await users.get<{ items: { id: string; level: string; state: string }[] }>('commander', path);
  for (const { id, level } of items.filter(({ state }) => state === 'active')) {
    await users.post('commander', `${path}/${id}/end`, { reason: '险情解除，群众已返回' });
    tell(`${level}级响应已终止`, `level ${level} ended`);
  }
}

/** A duty officer proposes that it is over, the commander decides. */
export async function closeEmergency({ users, tell }: Replay, emergencyId: string): Promise<void> {
  const path = `/api/response/emergencies/${emergencyId}`;
  for (let look = 1; ; look += 1) {
    try {
      const proposed = await users.post<{ proposalId: string; contentHash: string }>(
        'duty-officer',
        `${path}/closing-proposals`,
        { reason: '处置完毕' },
      );
      const { proposalId, contentHash } = proposed;
      const decision = { proposalId, contentHash, decision: 'approve', reason: '同意结束' };
      await users.post('commander', `${path}/closing-decisions`, decision);
      break;
    } catch (error) {
      // A fact that arrived in between changes the content: both look again.
      if (!(error instanceof Refused) || error.status !== 409 || look === LOOKS) throw error;
      await pause(500);
    }
  }
  tell('灾害过程已结束', 'the emergency is closed');
}

/** Picture's figures once it has seen the end of the emergency and nothing changes any more. */
export async function finalFigures({ users }: Replay, emergencyId: string): Promise<PictureFigures> {
  await until('the closed emergency on the picture', async () => {
    const { state } = await users.get<{ state: string }>('duty-officer', `/api/picture/emergencies/${emergencyId}`);
    return state === 'closed' ? true : undefined;
  });
  const path = `/api/picture/emergencies/${emergencyId}/figures`;
  let before = '';
  return until('figures that rest', async () => {
    const figures = await users.get<PictureFigures>('duty-officer', path);
    const now = JSON.stringify(figures);
    if (now === before) return figures;
    before = now;
    await pause(1_500);
    return undefined;
  });
}

/** Undefined for what is not there yet. */
function whenNotFound(error: unknown): undefined {
  if (error instanceof Refused && error.status === 404) return undefined;
  throw error;
}
