import type { Work } from './work';

interface Team {
  id: string;
  strength: number;
}

/** A round of the dispatcher: an incident, some teams on it, machine-trips, and the end of it. */
export async function sendTeams(work: Work): Promise<void> {
  const { client, random, rest } = work;
  const emergencyId = work.exercise();
  const teams = await client.all<Team>('dispatcher', '/api/dispatch/resources/teams');
  const machines = await client.all<{ id: string }>('dispatcher', '/api/dispatch/resources/machines');
  const { incidentId } = await client.post<{ incidentId: string }>('duty-officer', '/api/dispatch/incidents', {
    emergencyId,
    kind: 'flash-flood',
    name: '湘乐镇突发山洪',
    description: '沿沟住户被困',
    divisionCode: '621026105',
  });
  for (let i = 0; i < 3 && !work.isOver(); i += 1) {
    // Any team: two dispatchers may want the same, and only one of them gets it.
    const team = teams[Math.floor(random() * teams.length)]!;
    await oneMission(work, { emergencyId, incidentId, team }).catch(passRefusals);
    await rest(200);
  }
  const rows = Array.from({ length: 3 }, () => ({
    machineId: machines[Math.floor(random() * machines.length)]!.id,
    destination: '湘乐镇',
    divisionCode: '621026105',
    leftAt: new Date(Date.now() - Math.floor(random() * 86_400_000)).toISOString(),
  }));
  await client.post('dispatcher', '/api/dispatch/machine-trips', { emergencyId, rows });
  await client.post('duty-officer', `/api/dispatch/incidents/${incidentId}/resolve`, { reason: '已处置' });
}

async function oneMission(
  { client, random, rest }: Work,
  { emergencyId, incidentId, team }: { emergencyId: string; incidentId: string; team: Team },
): Promise<void> {
  const asked = { emergencyId, incidentId, teamId: team.id, task: '搜救被困群众', divisionCode: '621026105' };
  const { missionId } = await client.post<{ missionId: string }>('dispatcher', '/api/dispatch/missions', asked);
  const path = `/api/dispatch/missions/${missionId}`;
  if (random() < 0.1) return void (await client.post('team-leader', `${path}/decline`, { reason: '队伍在外' }));
  await client.post('team-leader', `${path}/accept`);
  if (random() < 0.1) return void (await client.post('dispatcher', `${path}/cancel`, { reason: '险情已排除' }));
  await client.post('team-leader', `${path}/depart`);
  await rest(100);
  await client.post('team-leader', `${path}/arrive`, { strength: team.strength });
  await client.post('dispatcher', `${path}/release`, { reason: '处置完毕' });
}

/** A team that is busy, or an exercise that has just ended, is no reason to stop. */
function passRefusals(error: unknown): void {
  if ((error as { status?: number }).status === undefined) throw error;
}
