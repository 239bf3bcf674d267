import { demonstrationCity, type City } from '../../scenarios/qingyang-2021/city';

/** The county of the load. */
export const COUNTY = '621026';
const ZONES = 40;
/** Of the persons that a shelter is planned for, it takes so many: so that some are turned away. */
const ROOM_SHARE = 0.6;

/** A part of the demonstration city: small enough to be there in seconds, and short of shelters. */
export function smallCity(): City {
  const all = demonstrationCity();
  const zones = all.zones.filter(({ division }) => division.startsWith(COUNTY)).slice(0, ZONES);
  const inZones = new Set(zones.map(({ code }) => code));
  const households = all.households.filter(({ zone }) => inZones.has(zone));
  const planned = new Map<string, number>();
  for (const { shelter, members } of households) planned.set(shelter, (planned.get(shelter) ?? 0) + members.length);
  const inCharge = new Set(zones.flatMap(({ responsible, messenger }) => [responsible, messenger]));
  const teams = all.teams.filter(({ division }) => division === COUNTY);
  const ofTeams = new Set(teams.map(({ code }) => code));
  return {
    persons: all.persons.filter(({ code }) => inCharge.has(code)),
    zones,
    households,
    shelters: all.shelters
      .filter(({ code }) => planned.has(code))
      .map((shelter) => ({ ...shelter, capacity: Math.ceil(planned.get(shelter.code)! * ROOM_SHARE) })),
    teams,
    machines: all.machines.filter(({ team }) => ofTeams.has(team)),
  };
}
