import { FLOOD } from '../../scenarios/qingyang-2021/stories';
import { eachAtOnce, groupedBy } from './at-once';
import { chooseExactly } from './choose-exactly';
import { storyTime } from './evacuation';
import { idsOf, type Replay, type SheetAnswer } from './replay';

interface Team {
  id: string;
  divisionCode: string;
  strength: number;
}

interface Machine {
  id: string;
  divisionCode: string;
  teamId: string | null;
}

/** An incident and the teams that are there. */
export interface Incident {
  id: string;
  story: (typeof FLOOD.incidents)[number];
}

export interface Mission {
  id: string;
  teamId: string;
  incident: Incident;
}

/** A machine goes out at most so often a day; each trip takes less than the hours between two. */
const TRIPS_A_DAY = 3;
const FIRST_HOUR = 6;
const HOURS_BETWEEN = 4;
const HOURS_OUT = 3;

/** A duty officer reports the incidents that the source names. */
export async function reportIncidents({ users, tell }: Replay, emergencyId: string): Promise<Incident[]> {
  const incidents = await eachAtOnce(FLOOD.incidents, async (story, i) => {
    const { kind, name, description, divisionCode } = story;
    const when = { happenedAt: storyTime(1, 60 * (i + 1)), sourceDate: FLOOD.sourceDate };
    const body = { emergencyId, kind, name, description, divisionCode, ...when };
    const { incidentId } = await users.post<{ incidentId: string }>('duty-officer', '/api/dispatch/incidents', body);
    return { id: incidentId, story };
  });
  for (const { story } of incidents) tell(`险情：${story.name}`, `incident: ${story.kind}`);
  return incidents;
}

/** The dispatcher asks the teams; their leaders accept, depart and arrive. */
export async function sendTeams(replay: Replay, emergencyId: string, incidents: Incident[]): Promise<Mission[]> {
  const { users, source, tell } = replay;
  const all = await users.all<Team>('dispatcher', '/api/dispatch/resources/teams');
  const teams = chooseExactly(all, ({ strength }) => strength, source.flood.rescuers.value);
  const missions = await eachAtOnce(teams, async (team, i) => {
    const incident = incidentFor(team, i, incidents);
    const { task, divisionCode } = incident.story;
    const body = { emergencyId, incidentId: incident.id, teamId: team.id, task, divisionCode };
    const { missionId: id } = await users.post<{ missionId: string }>('dispatcher', '/api/dispatch/missions', body);
    const path = `/api/dispatch/missions/${id}`;
    await users.post('team-leader', `${path}/accept`);
    await users.post('team-leader', `${path}/depart`);
    await users.post('team-leader', `${path}/arrive`, { strength: team.strength });
    return { id, teamId: team.id, incident };
  });
  tell(`${missions.length} 支队伍已到达现场`, `${missions.length} teams are on scene`);
  return missions;
}

/** Teams go to an incident of their county where there is one, the others in turn. */
function incidentFor(team: Team, i: number, incidents: Incident[]): Incident {
  const near = incidents.filter(({ story }) => story.divisionCode.startsWith(team.divisionCode));
  const among = near.length > 0 ? near : incidents;
  return among[i % among.length]!;
}

/** The dispatcher enters the trip sheets: one for each county and day, a row for each time that a machine went out. */
export async function recordTrips(replay: Replay, emergencyId: string, missions: Mission[]): Promise<void> {
  const { users, source, leftOut, tell } = replay;
  const machines = await users.all<Machine>('dispatcher', '/api/dispatch/resources/machines');
  const byTeam = new Map(missions.map((mission) => [mission.teamId, mission]));
  const trips = tripsOf(machines, source.flood.machineTrips.value).map(({ machine, ...when }, i) => {
    const mission = (machine.teamId ? byTeam.get(machine.teamId) : undefined) ?? missions[i % missions.length]!;
    const { name: destination, divisionCode } = mission.incident.story;
    const row = { machineId: machine.id, missionId: mission.id, destination, divisionCode, ...when };
    return { sheet: `${machine.divisionCode} ${when.leftAt.slice(0, 10)}`, row };
  });
  if (leftOut.includes('trip')) trips.pop();
  const sheets = [...groupedBy(trips, ({ sheet }) => sheet).values()];
  await eachAtOnce(sheets, async (sheet) => {
    const body = { emergencyId, rows: sheet.map(({ row }) => row) };
    idsOf('trip sheet', await users.post<SheetAnswer>('dispatcher', '/api/dispatch/machine-trips', body));
  });
  tell(`已登记 ${sheets.length} 份出动单`, `${sheets.length} trip sheets recorded`);
}

/** So many trips, the machines in turn, none out twice at once. */
export function tripsOf<M>(machines: M[], count: number): { machine: M; leftAt: string; returnedAt: string }[] {
  if (machines.length * TRIPS_A_DAY * FLOOD.days < count) throw new Error(`${machines.length} machines are too few`);
  return Array.from({ length: count }, (_, i) => {
    const round = Math.floor(i / machines.length);
    const day = 1 + Math.floor(round / TRIPS_A_DAY);
    const minutes = 60 * (FIRST_HOUR + HOURS_BETWEEN * (round % TRIPS_A_DAY)) + (i % 60);
    return {
      machine: machines[i % machines.length]!,
      leftAt: storyTime(day, minutes),
      returnedAt: storyTime(day, minutes + 60 * HOURS_OUT),
    };
  });
}

/** The teams are released and the incidents resolved. */
export async function standDown({ users, tell }: Replay, missions: Mission[], incidents: Incident[]): Promise<void> {
  await eachAtOnce(missions, ({ id, incident }) =>
    users.post('dispatcher', `/api/dispatch/missions/${id}/release`, { reason: incident.story.resolution }),
  );
  tell('队伍已撤离', 'the teams are released');
  await eachAtOnce(incidents, ({ id, story }) =>
    users.post('duty-officer', `/api/dispatch/incidents/${id}/resolve`, { reason: story.resolution }),
  );
  tell('险情已全部处置', 'all incidents are resolved');
}
