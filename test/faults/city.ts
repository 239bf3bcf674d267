import type { CityServices, ImportProgress, LedgerCopy } from '../../apps/standalone/src/demonstration-city';
import { demonstrationCity, type City } from '../../scenarios/qingyang-2021/city';
import type { Ledger } from '../../scenarios/qingyang-2021/ledger-files';
import type { Client } from './client';

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

interface Import {
  state: ImportProgress['state'];
  kept: number;
  unchanged: number;
  refused: number;
  problems: { line: number; code: string }[];
}

const KEPT: Record<string, readonly Ledger[]> = {
  dispatch: ['teams', 'machines'],
  resettlement: ['zones', 'shelters', 'households'],
  picture: ['zones', 'shelters', 'households', 'teams', 'machines'],
};

/** The services over the product's one address, as loading a city needs them. */
export const cityServices = (client: Client): CityServices => ({
  totals: async () =>
    (await client.get<{ items: { ledger: string; total: number }[] }>('registry-clerk', '/api/registry/ledgers')).items,
  importLedger: async ({ ledger, content }) => (await client.ledger(ledger, content)).importId,
  progressOf: async (importId) => {
    const { state, kept, unchanged, refused, problems } = await client.get<Import>(
      'registry-clerk',
      `/api/registry/imports/${importId}`,
    );
    const problem = problems[0] && `line ${problems[0].line}: ${problems[0].code}`;
    return { state, decided: kept + unchanged + refused, problem };
  },
  copies: Object.fromEntries(
    Object.entries(KEPT).map(([service, ledgers]) => [service, { ledgers, held: () => copiesIn(client, service) }]),
  ),
});

async function copiesIn(client: Client, service: string): Promise<LedgerCopy[]> {
  if (service === 'picture')
    return (await client.get<{ ledgers: LedgerCopy[] }>('duty-officer', '/api/picture/city')).ledgers;
  return (await client.get<{ items: LedgerCopy[] }>('duty-officer', `/api/${service}/ledgers`)).items;
}
