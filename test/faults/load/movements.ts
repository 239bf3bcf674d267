import type { Work } from './work';

interface Household {
  id: string;
  zoneId: string;
  memberIds: string[];
  shelterId: string | null;
}

interface SheetAnswer {
  results: { id?: string; refused?: object }[];
}

/** A round of resettlement: a zone is evacuated, its people are checked in, go home and are checked out. */
export async function moveHouseholds(work: Work, number: number): Promise<void> {
  const { client, random, rest } = work;
  const emergencyId = work.exercise();
  const households = await client.all<Household>('duty-officer', '/api/resettlement/households');
  const zones = [...new Set(households.map(({ zoneId }) => zoneId))].sort();
  // Every other of them works on any zone, and comes across the others.
  const mine = number % 2 === 0 ? zones.filter((_, i) => i % 2 === 0) : zones;
  const zoneId = mine[Math.floor(random() * mine.length)]!;
  const here = households.filter((household) => household.zoneId === zoneId);

  const proposed = await client.post<{ orderId: string; contentHash: string }>(
    'duty-officer',
    '/api/resettlement/orders',
    { emergencyId, zoneIds: [zoneId], reason: '山洪风险高，须立即转移' },
  );
  const order = `/api/resettlement/orders/${proposed.orderId}`;
  await client.post('commander', `${order}/approve`, { contentHash: proposed.contentHash, reason: '同意转移' });

  const [stay, move] = split(here, random, 0.2);
  await client.post('messenger', `${order}/movements`, {
    rows: [
      ...stay.map(({ id }, i) => ({ householdId: id, outcome: ['refused', 'absent', 'unreached'][i % 3] })),
      ...move.map((household) => movedRow(household, random)),
    ],
  });
  const stays = await checkIn(work, emergencyId, move);
  if (stay.length > 0)
    await client.post('messenger', `${order}/movements`, {
      rows: stay.map((household) => movedRow(household, random)),
    });
  await rest(400);

  await client.post('commander', `${order}/authorise-return`, { reason: '预警解除' });
  for (const { shelterId, ids } of stays)
    await client.post('shelter-manager', `/api/resettlement/shelters/${shelterId}/check-outs`, {
      rows: ids.map((stayId) => ({ stayId })),
      reason: '返回',
    });
  await client.post('messenger', `${order}/movements`, {
    rows: here.map(({ id }) => ({ householdId: id, outcome: 'returned' })),
  });
  await client.post('commander', `${order}/end`, { reason: '群众已全部返回' });
}

/** Into the shelter that is planned, or into any: some are too full. */
async function checkIn({ client, random }: Work, emergencyId: string, moved: readonly Household[]) {
  const stays: { shelterId: string; ids: string[] }[] = [];
  const shelters = [...new Set(moved.flatMap(({ shelterId }) => shelterId ?? []))];
  for (const shelterId of shelters) {
    const rows = moved
      .filter((household) => household.shelterId === shelterId || random() < 0.1)
      .map(({ id: householdId, memberIds }) => ({ householdId, memberIds }));
    const path = `/api/resettlement/shelters/${shelterId}/stays`;
    const { results } = await client.post<SheetAnswer>('shelter-manager', path, { emergencyId, rows });
    const ids = results.flatMap(({ id, refused }) => (id && !refused ? [id] : []));
    if (ids.length > 0) stays.push({ shelterId, ids });
  }
  return stays;
}

const movedRow = ({ id: householdId, memberIds, shelterId }: Household, random: () => number) => ({
  householdId,
  outcome: 'moved',
  memberIds,
  ...(shelterId && random() < 0.7 ? { destination: 'shelter', shelterId } : { destination: 'kin' }),
});

function split<T>(items: readonly T[], random: () => number, share: number): [T[], T[]] {
  const first = items.filter(() => random() < share);
  return [first, items.filter((item) => !first.includes(item))];
}
