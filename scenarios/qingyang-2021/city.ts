import type { Position } from '@libs/geo';
import { Chance, shares } from './chance';
import { inventedFamilyName, inventedName, inventedPhone } from './invented-names';
import { Places } from './places';
import { townshipsOfQingyang, type Township } from './townships';

export interface Person {
  code: string;
  name: string;
  phone: string;
  role: 'responsible' | 'messenger';
  division: string;
}

export interface Zone {
  code: string;
  kind: 'zone' | 'point';
  hazard: string;
  name: string;
  division: string;
  position: Position;
  responsible: string;
  messenger: string;
}

export interface Shelter {
  code: string;
  name: string;
  division: string;
  position: Position;
  capacity: number;
}

export interface Household {
  code: string;
  zone: string;
  division: string;
  shelter: string;
  members: { name: string; needs: string[] }[];
}

export interface Team {
  code: string;
  name: string;
  division: string;
  strength: number;
  capabilities: string[];
}

export interface Machine {
  code: string;
  kind: string;
  division: string;
  team: string;
}

export interface City {
  persons: Person[];
  zones: Zone[];
  shelters: Shelter[];
  households: Household[];
  teams: Team[];
  machines: Machine[];
}

/** How large the demonstration city is; a test compares it with the source. */
export const CITY_SIZE = { zones: 1302, households: 8718, persons: 31_000, shelters: 1164 } as const;

const SEED = 20_211_004;
const PREFECTURE = '621000';
const LARGEST_HOUSEHOLD = 9;
/** Degrees; about six kilometres, and one. */
const AROUND_THE_SEAT = 0.06;
const AROUND_THE_ZONE = 0.01;

const HAZARDS = [
  { hazard: 'flood', zone: '山洪危险区', point: '涉洪点位' },
  { hazard: 'flood', zone: '沿河危险区', point: '临河点位' },
  { hazard: 'landslide', zone: '滑坡危险区', point: '崖边点位' },
  { hazard: 'debris-flow', zone: '泥石流危险区', point: '沟口点位' },
] as const;
const SHELTERS = ['小学', '村委会', '文化广场', '敬老院', '中学', '村部大院'] as const;
const NEEDS = ['elderly', 'child', 'wheelchair', 'medicine', 'pregnant'] as const;
const TEAMS_OF_A_COUNTY = 26;
const TEAMS_OF_THE_CITY = 2;
const TEAM_STRENGTH = 200;
const TEAMS = [
  { name: '抗洪抢险队', capabilities: ['flood-rescue', 'boat'] },
  { name: '地质灾害抢险队', capabilities: ['landslide-rescue', 'engineering'] },
  { name: '道路抢通队', capabilities: ['road-clearing', 'engineering'] },
  { name: '电力抢修队', capabilities: ['power-repair'] },
  { name: '群众转移队', capabilities: ['evacuation', 'medical'] },
  { name: '民兵应急队', capabilities: ['evacuation', 'flood-rescue'] },
] as const;
const MACHINES_OF_A_COUNTY = 15;
const MACHINES = ['excavator', 'loader', 'dump-truck', 'pump', 'generator'] as const;

/**
 * The demonstration city: real counties and townships, invented everything else, and the same on every call.
 * Every zone has a responsible person and a messenger, every household a zone and a planned shelter in its township,
 * and no shelter is planned for more persons than it takes.
 */
export function demonstrationCity(): City {
  const chance = new Chance(SEED);
  const places = new Places(chance);
  const townships = townshipsOfQingyang();
  const weights = townships.map(({ name }) => (name.endsWith('街道') ? 2 : chance.whole(6, 16)));
  const zonesOf = shares(CITY_SIZE.zones, weights, 1);
  const sheltersOf = shares(CITY_SIZE.shelters, weights, 1);

  const persons: Person[] = [];
  const zones: Zone[] = [];
  const plannedShelters: Omit<Shelter, 'capacity'>[] = [];
  /** Shelter of each zone. */
  const shelterOf: string[] = [];
  townships.forEach((township, i) => {
    const seat = places.in(township.county);
    const here = placeZones(chance, places, township, seat, zonesOf[i]!);
    const offered = placeShelters(chance, places, township, here, sheltersOf[i]!);
    here.forEach((zone, at) => {
      persons.push(inCharge(chance, zone, 'responsible', persons.length));
      persons.push(inCharge(chance, zone, 'messenger', persons.length));
      zones.push(zone);
      shelterOf.push(offered[at % offered.length]!.code);
    });
    plannedShelters.push(...offered);
  });

  const households = settle(chance, zones, shelterOf);
  const planned = new Map<string, number>();
  for (const { shelter, members } of households) planned.set(shelter, (planned.get(shelter) ?? 0) + members.length);
  const shelters = plannedShelters.map((shelter) => ({
    ...shelter,
    capacity: roomFor(planned.get(shelter.code) ?? 0),
  }));
  const teams = raiseTeams(townships);
  return { persons, zones, shelters, households, teams, machines: giveMachines(teams) };
}

function placeZones(chance: Chance, places: Places, township: Township, seat: Position, count: number): Zone[] {
  return Array.from({ length: count }, (_, i) => {
    const code = `${township.code}-Z${padded(i + 1, 2)}`;
    const { hazard, ...words } = chance.oneOf(HAZARDS);
    const kind = chance.next() < 0.6 ? 'zone' : 'point';
    return {
      code,
      kind,
      hazard,
      name: `${township.name}${i + 1}号${words[kind]}（演示）`,
      division: township.code,
      position: places.near(township.county, seat, AROUND_THE_SEAT),
      responsible: `${code}-R`,
      messenger: `${code}-M`,
    };
  });
}

function placeShelters(chance: Chance, places: Places, township: Township, zones: Zone[], count: number) {
  return Array.from({ length: count }, (_, i) => ({
    code: `${township.code}-B${padded(i + 1, 2)}`,
    name: `${township.name}${i + 1}号${chance.oneOf(SHELTERS)}避险点（演示）`,
    division: township.code,
    position: places.near(township.county, zones[i % zones.length]!.position, AROUND_THE_ZONE),
  }));
}

function inCharge(chance: Chance, zone: Zone, role: Person['role'], number: number): Person {
  return {
    code: role === 'responsible' ? zone.responsible : zone.messenger,
    name: inventedName(chance),
    phone: inventedPhone(number + 1),
    role,
    division: zone.division,
  };
}

function settle(chance: Chance, zones: Zone[], shelterOf: string[]): Household[] {
  const householdsOf = shares(
    CITY_SIZE.households,
    zones.map(({ kind }) => (kind === 'zone' ? chance.whole(5, 14) : chance.whole(1, 5))),
    1,
  );
  const sizes = householdSizes(chance);
  const households: Household[] = [];
  zones.forEach((zone, i) => {
    for (let number = 1; number <= householdsOf[i]!; number += 1) {
      const family = inventedFamilyName(chance);
      const members = Array.from({ length: sizes[households.length]! }, (_, at) => ({
        // Whoever married in has a name of their own.
        name: inventedName(chance, at === 1 ? undefined : family),
        needs: chance.next() < 0.12 ? [chance.oneOf(NEEDS)] : [],
      }));
      households.push({
        code: `${zone.code}-H${padded(number, 3)}`,
        zone: zone.code,
        division: zone.division,
        shelter: shelterOf[i]!,
        members,
      });
    }
  });
  return households;
}

/** Sizes that are exactly the city's persons together. */
function householdSizes(chance: Chance): number[] {
  const sizes = Array.from({ length: CITY_SIZE.households }, () =>
    Math.min(chance.whole(1, 4) + chance.whole(0, 2), 6),
  );
  let missing = CITY_SIZE.persons - sizes.reduce((sum, size) => sum + size, 0);
  while (missing !== 0) {
    const i = chance.whole(0, sizes.length - 1);
    const step = Math.sign(missing);
    if (sizes[i]! + step < 1 || sizes[i]! + step > LARGEST_HOUSEHOLD) continue;
    sizes[i]! += step;
    missing -= step;
  }
  return sizes;
}

/** A quarter more than planned, to the next ten. */
const roomFor = (planned: number): number => Math.max(20, Math.ceil((planned * 1.25) / 10) * 10);

function raiseTeams(townships: Township[]): Team[] {
  const counties = new Map(townships.map(({ county, countyName }) => [county, countyName]));
  const homes = [
    ...[...counties].map(([division, name]) => ({ division, name, count: TEAMS_OF_A_COUNTY })),
    { division: PREFECTURE, name: '庆阳市', count: TEAMS_OF_THE_CITY },
  ];
  return homes.flatMap(({ division, name, count }) =>
    Array.from({ length: count }, (_, i) => {
      const { name: words, capabilities } = TEAMS[i % TEAMS.length]!;
      return {
        code: `${division}-T${padded(i + 1, 2)}`,
        name: `${name}${words}${i + 1}（演示）`,
        division,
        strength: TEAM_STRENGTH,
        capabilities: [...capabilities],
      };
    }),
  );
}

function giveMachines(teams: Team[]): Machine[] {
  const owners = teams.filter(({ division }) => division !== PREFECTURE);
  const counties = [...new Set(owners.map(({ division }) => division))];
  return counties.flatMap((division) => {
    const here = owners.filter((team) => team.division === division);
    return Array.from({ length: MACHINES_OF_A_COUNTY }, (_, i) => ({
      code: `${division}-J${padded(i + 1, 2)}`,
      kind: MACHINES[i % MACHINES.length]!,
      division,
      team: here[i % here.length]!.code,
    }));
  });
}

const padded = (number: number, width: number): string => String(number).padStart(width, '0');
