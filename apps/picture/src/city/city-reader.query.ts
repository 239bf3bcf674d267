import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { listSql, pageOf, type ListDefinition, type ListRequest, type Page } from '@libs/http';
import { Database } from '@libs/persistence';

const key = { column: 'id', type: 'uuid' } as const;
const byCode = { sort: { code: { column: 'code', type: 'text' } }, defaultSort: 'code' } as const;
const division = { column: 'division_code', type: 'division', compare: 'starts-with' } as const;

export const ZONES: ListDefinition = {
  key,
  ...byCode,
  filter: { division, kind: { column: 'kind', type: 'text', oneOf: ['zone', 'point'] } },
};

export const SHELTERS: ListDefinition = { key, ...byCode, filter: { division } };

const occupied = (mode: string): string => `'${mode}', (select coalesce(sum(y.persons), 0) from picture.stays y
  where y.shelter_id = s.id and y.mode = '${mode}' and y.ended_at is null and y.began_at is not null)`;
const OCCUPIED = `jsonb_build_object(${occupied('actual')}, ${occupied('exercise')})`;

const ZONE_LIST = `select z.*, jsonb_build_object('id', z.id, 'code', z.code, 'kind', z.kind, 'hazard', z.hazard,
  'name', z.name, 'divisionCode', z.division_code, 'position', jsonb_build_array(z.longitude, z.latitude),
  'householdCount', z.household_count,
  'households', (select count(*) from picture.households h where h.zone_id = z.id and not h.withdrawn),
  'persons', (select coalesce(sum(h.persons), 0) from picture.households h where h.zone_id = z.id and not h.withdrawn)) as item
  from picture.zones z where not z.withdrawn`;

const SHELTER_LIST = `select s.*, jsonb_build_object('id', s.id, 'code', s.code, 'name', s.name,
  'divisionCode', s.division_code, 'position', jsonb_build_array(s.longitude, s.latitude), 'capacity', s.capacity,
  'occupied', ${OCCUPIED}) as item from picture.shelters s where not s.withdrawn`;

const count = (expression: string): string => `coalesce(sum(${expression}), 0)`;

const FIGURES = `jsonb_build_object('zones', ${count('zones')}, 'points', ${count('points')},
  'households', ${count('households')}, 'persons', ${count('persons')}, 'shelters', ${count('shelters')},
  'shelterCapacity', ${count('capacity')}, 'teams', ${count('teams')}, 'machines', ${count('machines')})`;

/** Ledgers of which the picture keeps a copy. */
const LEDGERS = ['zones', 'shelters', 'households', 'teams', 'machines'];

const CITY = `with by_county as (
    select left(division_code, 6) as county, (kind = 'zone')::integer as zones, (kind = 'point')::integer as points,
      0 as households, 0 as persons, 0 as shelters, 0 as capacity, 0 as teams, 0 as machines
      from picture.zones where not withdrawn
    union all select left(division_code, 6), 0, 0, 1, persons, 0, 0, 0, 0 from picture.households where not withdrawn
    union all select left(division_code, 6), 0, 0, 0, 0, 1, capacity, 0, 0 from picture.shelters where not withdrawn
    union all select left(division_code, 6), 0, 0, 0, 0, 0, 0, 1, 0 from picture.teams where not withdrawn
    union all select left(division_code, 6), 0, 0, 0, 0, 0, 0, 0, 1 from picture.machines where not withdrawn)
  select jsonb_build_object(
    'divisions', (select coalesce(jsonb_agg(item order by item->>'divisionCode'), '[]') from (
      select jsonb_build_object('divisionCode', county) || ${FIGURES} as item from by_county group by county) as counties),
    'total', (select ${FIGURES} from by_county),
    'ledgers', (select jsonb_agg(jsonb_build_object('ledger', here.ledger, 'here', here.number, 'total', l.total,
        'complete', coalesce(l.total = here.number, false)) order by here.place)
      from (${LEDGERS.map(
        (name, place) =>
          `select ${place} as place, '${name}' as ledger, count(*) as number from picture.${name} where not withdrawn`,
      ).join(' union all ')}) as here left join picture.ledgers l on l.ledger = here.ledger)) as item`;

const LAYERS = `select jsonb_build_object(
  'zones', (select coalesce(jsonb_agg(jsonb_build_array(z.id, z.longitude, z.latitude, z.kind, o.state) order by z.id), '[]')
    from picture.zones z left join (
      select zone_id, jsonb_object_agg(mode, state) as state from (
        select distinct on (zone_id, mode) zone_id, mode, state
        from picture.orders o cross join lateral unnest(o.zone_ids) as zone_id
        where o.state in ('proposed', 'ordered', 'accounted-for', 'returning')
        order by zone_id, mode, array_position(array['ordered', 'accounted-for', 'returning', 'proposed'], o.state)
      ) as furthest group by zone_id) as o on o.zone_id = z.id
    where not z.withdrawn),
  'shelters', (select coalesce(jsonb_agg(jsonb_build_array(s.id, s.longitude, s.latitude, s.capacity, ${OCCUPIED}) order by s.id), '[]')
    from picture.shelters s where not s.withdrawn))::text as data`;

/** The layers of the map as they are sent. */
export interface Layers {
  etag: string;
  data: string;
}

/** How old shared layers may be, ms. */
const LAYERS_AGE = 1_000;

/** Reads the city; its layers are made once for all who ask within a second. */
@Injectable()
export class CityReader {
  private shared?: { at: number; layers: Promise<Layers> };

  constructor(private readonly database: Database) {}

  async city(): Promise<unknown> {
    const [row] = await this.database.query<{ item: unknown }>(CITY);
    return row!.item;
  }

  layers(): Promise<Layers> {
    const now = performance.now();
    if (this.shared === undefined || now - this.shared.at > LAYERS_AGE) {
      const shared = { at: now, layers: this.makeLayers() };
      this.shared = shared;
      // A failure is nobody's for a second: the next one asks again.
      shared.layers.catch(() => this.shared === shared && (this.shared = undefined));
    }
    return this.shared.layers;
  }

  zones(request: ListRequest): Promise<Page<unknown>> {
    return this.page(ZONES, request, ZONE_LIST);
  }

  shelters(request: ListRequest): Promise<Page<unknown>> {
    return this.page(SHELTERS, request, SHELTER_LIST);
  }

  async zone(id: string): Promise<unknown> {
    const [found] = await this.database.query<{ item: unknown }>(`${ZONE_LIST} and z.id = $1`, [id]);
    return found?.item;
  }

  async shelter(id: string): Promise<unknown> {
    const [found] = await this.database.query<{ item: unknown }>(`${SHELTER_LIST} and s.id = $1`, [id]);
    return found?.item;
  }

  private async makeLayers(): Promise<Layers> {
    const [row] = await this.database.query<{ data: string }>(LAYERS);
    const { data } = row!;
    return { data, etag: `"${createHash('sha256').update(data).digest('base64url').slice(0, 22)}"` };
  }

  private async page(definition: ListDefinition, request: ListRequest, base: string): Promise<Page<unknown>> {
    const { sql, parameters } = listSql(definition, request, { sql: base });
    const rows = await this.database.query<{ item: unknown; cursor_value: string; cursor_key: string }>(
      sql,
      parameters,
    );
    return pageOf(request, rows, ({ item }) => item);
  }
}
