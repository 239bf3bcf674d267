import { eachAtOnce, groupedBy, inParts } from './at-once';
import { chooseExactly } from './choose-exactly';
import { personsOf, storyTime, type Evacuation, type Household } from './evacuation';
import { idsOf, type Replay, type SheetAnswer } from './replay';

/** Of a hundred evacuated households so many cannot go straight home. */
const EVACUATED_OF_100 = 70;
const ROWS_OF_A_SHEET = 40;
const PLACES = ['centralised', 'kin', 'rented', 'borrowed', 'tent'] as const;
const REASONS = ['房屋进水', '窑洞开裂', '院落垮塌', '道路中断'] as const;

/**
 * Households that cannot stay at home are placed: many who were evacuated, and some whom no order named. Answers the
 * ids of the placements.
 */
export async function relocate(replay: Replay, emergencyId: string, evacuation: Evacuation): Promise<string[]> {
  const { users, source, tell } = replay;
  const evacuated = evacuation.moved.filter((_, i) => i % 100 < EVACUATED_OF_100);
  const placed = chooseExactly([...evacuated, ...evacuation.others], personsOf, source.flood.relocated.value);
  const sheets = [...groupedBy(placed, ({ divisionCode }) => divisionCode).values()].flatMap((ofTownship) =>
    inParts(ofTownship, ROWS_OF_A_SHEET),
  );
  const ids = await eachAtOnce(sheets, async (households) => {
    const rows = households.map(placementRow);
    const answer = await users.post<SheetAnswer>('shelter-manager', '/api/resettlement/placements', {
      emergencyId,
      rows,
    });
    return idsOf('placements', answer);
  });
  tell(`已转移安置 ${placed.length} 户`, `${placed.length} households relocated`);
  return ids.flat();
}

function placementRow({ id: householdId, memberIds, shelterId }: Household, i: number) {
  const wanted = PLACES[i % PLACES.length]!;
  const placement = wanted === 'centralised' && shelterId === null ? 'kin' : wanted;
  return {
    householdId,
    memberIds,
    placement,
    ...(placement === 'centralised' ? { shelterId } : {}),
    happenedAt: storyTime(2, i),
    reason: REASONS[i % REASONS.length]!,
  };
}

/** Whoever was placed goes home. */
export async function endPlacements({ users, tell }: Replay, placementIds: string[]): Promise<void> {
  await eachAtOnce(inParts(placementIds, ROWS_OF_A_SHEET), async (part) => {
    const rows = part.map((placementId) => ({ placementId }));
    const body = { rows, how: 'home', reason: '房屋已修复或排险' };
    idsOf(
      'ends of placements',
      await users.post<SheetAnswer>('shelter-manager', '/api/resettlement/placements/ends', body),
    );
  });
  tell(`${placementIds.length} 户结束安置`, `${placementIds.length} placements ended`);
}
