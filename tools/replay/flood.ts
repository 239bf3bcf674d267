import { FLOOD } from '../../scenarios/qingyang-2021/stories';
import {
  abortUnfinishedExercises,
  cancelWarning,
  closeEmergency,
  decideLevel,
  emergencyFrom,
  endLevels,
  finalFigures,
} from './emergency';
import { checkIn, orderEvacuation, reportMovements, returnHome } from './evacuation';
import { floodRows, type FigureRow } from './figures-table';
import { endPlacements, relocate } from './relocation';
import { recordTrips, reportIncidents, sendTeams, standDown } from './rescue';
import type { Replay } from './replay';

/** The flood of October 2021, from the warning to everyone back home. */
export async function playFlood(replay: Replay): Promise<FigureRow[]> {
  await abortUnfinishedExercises(replay);
  const city = await emergencyFrom(replay, FLOOD.warnings.city);
  const county = await emergencyFrom(replay, FLOOD.warnings.county);
  const { emergencyId } = city;

  const evacuation = await orderEvacuation(replay, emergencyId, county.warningId);
  const incidents = await reportIncidents(replay, emergencyId);
  await reportMovements(replay, evacuation);
  await checkIn(replay, emergencyId, evacuation);
  const missions = await sendTeams(replay, emergencyId, incidents);
  const placementIds = await relocate(replay, emergencyId, evacuation);
  await decideLevel(replay, emergencyId, 'II');
  await recordTrips(replay, emergencyId, missions);

  await standDown(replay, missions, incidents);
  await returnHome(replay, evacuation);
  await endPlacements(replay, placementIds);
  await endLevels(replay, emergencyId);
  await cancelWarning(replay, FLOOD.warnings.county, county.written);
  await cancelWarning(replay, FLOOD.warnings.city, city.written);
  await closeEmergency(replay, emergencyId);
  return floodRows(replay.source, await finalFigures(replay, emergencyId));
}
