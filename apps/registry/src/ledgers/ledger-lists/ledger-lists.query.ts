import { Injectable } from '@nestjs/common';
import {
  listSql,
  pageOf,
  requireDivision,
  type Account,
  type CursorColumns,
  type ListDefinition,
  type ListFilter,
  type ListRequest,
  type Page,
} from '@libs/http';
import { significantPrefix } from '@libs/kernel';
import { UnitOfWork } from '@libs/persistence';
import type { Ledger } from '../domain/ledger';
import { refuse } from '../domain/refusals';
import { LedgerRepository } from '../persistence/ledger.repository';

export type { Ledger };

const division: ListFilter = { column: 'division_code', type: 'division', compare: 'starts-with' };
const code: ListFilter = { column: 'code', type: 'text' };
/** A box of the map: from west to east, from south to north. */
const place: Record<string, ListFilter> = {
  west: { column: 'longitude', type: 'number', compare: '>=' },
  east: { column: 'longitude', type: 'number', compare: '<' },
  south: { column: 'latitude', type: 'number', compare: '>=' },
  north: { column: 'latitude', type: 'number', compare: '<' },
};

const definition = (more: Record<string, ListFilter> = {}): ListDefinition => ({
  key: { column: 'id', type: 'uuid' },
  sort: { code: { column: 'code', type: 'text' } },
  defaultSort: 'code',
  filter: { code, division, ...more },
  maxLimit: 1000,
});

export const LISTS: Record<Ledger, ListDefinition> = {
  persons: definition({ role: { column: 'role', type: 'text', oneOf: ['responsible', 'messenger'] } }),
  zones: definition({ ...place, kind: { column: 'kind', type: 'text', oneOf: ['zone', 'point'] } }),
  shelters: definition(place),
  households: definition({ zone: { column: 'zone_id', type: 'uuid' } }),
  teams: definition(),
  machines: definition({ team: { column: 'team_id', type: 'uuid' } }),
};

const BASE = 'id, code, division_code';
/** What a list shows; `detail` is what one record shows beside it. */
const SHOWN: Record<Ledger, { list: string; detail?: string }> = {
  persons: { list: 'name, phone, role' },
  zones: {
    list: `kind, hazard, name, longitude, latitude, responsible_person_id as "responsiblePersonId",
      messenger_id as "messengerId", household_count as "householdCount"`,
  },
  shelters: { list: 'name, longitude, latitude, capacity' },
  households: {
    list: `zone_id, zone_id as "zoneId", shelter_id as "shelterId", jsonb_array_length(members) as "memberCount"`,
    detail: 'members',
  },
  teams: { list: 'name, strength, capabilities' },
  machines: { list: 'kind, team_id, team_id as "teamId"' },
};

/** Whose reads are reads of people's data, in a list and of one record. */
const PERSONAL: Record<Ledger, { list: boolean; one: boolean }> = {
  persons: { list: true, one: true },
  households: { list: false, one: true },
  zones: { list: false, one: false },
  shelters: { list: false, one: false },
  teams: { list: false, one: false },
  machines: { list: false, one: false },
};

type Shown = Record<string, unknown> & { id: string; divisionCode: string };
type Row = Record<string, unknown> & { division_code: string };

/** The ledgers within the reader's division. Every read of people's data is in the audit log. */
@Injectable()
export class LedgerListsQuery {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly ledgers: LedgerRepository,
  ) {}

  totals(): Promise<{ ledger: Ledger; total: number }[]> {
    return this.unitOfWork.run((tx) => this.ledgers.totals(tx));
  }

  list(ledger: Ledger, request: ListRequest, by: Account): Promise<Page<Shown>> {
    const { sql, parameters } = listSql(LISTS[ledger], request, {
      sql: `select ${BASE}, ${SHOWN[ledger].list} from registry.${ledger} where starts_with(division_code, $1)`,
      parameters: [significantPrefix(by.division)],
    });
    return this.unitOfWork.run(async (tx) => {
      const page = pageOf(request, await tx.query<Row & CursorColumns>(sql, parameters), shown);
      if (PERSONAL[ledger].list)
        await tx.audit({
          action: `${ledger}.read`,
          subject: by.division,
          details: { count: page.items.length, filters: request.filters },
        });
      return page;
    });
  }

  /** Refuses `record.not-found`, `account.outside-division`. */
  one(ledger: Ledger, id: string, by: Account): Promise<Shown> {
    const { list, detail } = SHOWN[ledger];
    return this.unitOfWork.run(async (tx) => {
      const [row] = await tx.query<Row>(
        `select ${BASE}, ${list}${detail ? `, ${detail}` : ''} from registry.${ledger} where id = $1`,
        [id],
      );
      if (!row) return refuse('record.not-found');
      requireDivision(by, row.division_code);
      if (PERSONAL[ledger].one) await tx.audit({ action: `${ledger}.read`, subject: id });
      return shown(row);
    });
  }
}

const shown = ({ division_code, zone_id: _zone, team_id: _team, ...row }: Row): Shown => ({
  ...(row as { id: string }),
  divisionCode: division_code,
});
