import { DROUGHT } from '../../scenarios/qingyang-2021/stories';
import {
  abortUnfinishedExercises,
  cancelWarning,
  closeEmergency,
  decideLevel,
  emergencyFrom,
  endLevels,
  finalFigures,
} from './emergency';
import { droughtRows, type FigureRow } from './figures-table';
import type { Replay } from './replay';

/** The drought of summer 2021 in Huan county. */
export async function playDrought(replay: Replay): Promise<FigureRow[]> {
  await abortUnfinishedExercises(replay);
  const { emergencyId, written } = await emergencyFrom(replay, DROUGHT.warning);
  await replay.users.post('duty-officer', `/api/response/emergencies/${emergencyId}/facts`, DROUGHT.fact);
  replay.tell('已填报连续无有效降雨情况', 'the days without rain are declared');
  await decideLevel(replay, emergencyId, 'IV');
  await endLevels(replay, emergencyId);
  await cancelWarning(replay, DROUGHT.warning, written);
  await closeEmergency(replay, emergencyId);
  return droughtRows(replay.source, await finalFigures(replay, emergencyId));
}
