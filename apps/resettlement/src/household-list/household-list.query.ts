import { Injectable } from '@nestjs/common';
import { listSql, pageOf, type ListDefinition, type ListRequest, type Page } from '@libs/http';
import { UnitOfWork } from '@libs/persistence';

export const HOUSEHOLDS: ListDefinition = {
  key: { column: 'id', type: 'uuid' },
  sort: { id: { column: 'id', type: 'uuid' } },
  defaultSort: 'id',
  filter: {
    zone: { column: 'zone_id', type: 'uuid' },
    division: { column: 'division_code', type: 'division', compare: 'starts-with' },
  },
  maxLimit: 500,
};

export interface HouseholdItem {
  id: string;
  zoneId: string;
  divisionCode: string;
  memberIds: string[];
  /** Shelter that is planned for it. */
  shelterId: string | null;
}

interface Row {
  id: string;
  zone_id: string;
  division_code: string;
  member_ids: string[];
  shelter_id: string | null;
}

/** Households of the register as they have arrived here; never a name. */
@Injectable()
export class HouseholdListQuery {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  list(request: ListRequest): Promise<Page<HouseholdItem>> {
    const { sql, parameters } = listSql(HOUSEHOLDS, request, {
      sql: `select id, zone_id, division_code, member_ids, shelter_id from resettlement.households where not withdrawn`,
    });
    return this.unitOfWork.run(async (tx) =>
      pageOf(request, await tx.query(sql, parameters), (row: Row) => ({
        id: row.id,
        zoneId: row.zone_id,
        divisionCode: row.division_code,
        memberIds: row.member_ids,
        shelterId: row.shelter_id,
      })),
    );
  }
}
