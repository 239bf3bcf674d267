import { Injectable } from '@nestjs/common';
import { listSql, pageOf, type ListDefinition, type ListRequest, type Page } from '@libs/http';
import type { Mode } from '@libs/kernel';
import { UnitOfWork } from '@libs/persistence';

export const SHELTERS: ListDefinition = {
  key: { column: 'id', type: 'uuid' },
  sort: { code: { column: 'code', type: 'text' } },
  defaultSort: 'code',
  filter: { division: { column: 'division_code', type: 'division', compare: 'starts-with' } },
  maxLimit: 500,
};

export interface ShelterItem {
  id: string;
  code: string;
  name: string;
  divisionCode: string;
  capacity: number;
  withdrawn: boolean;
  /** Persons in it, by mode: an exercise fills no actual shelter. */
  occupied: Record<Mode, number>;
}

interface Row {
  id: string;
  code: string;
  name: string;
  division_code: string;
  capacity: number;
  withdrawn: boolean;
  occupied: Partial<Record<Mode, number>>;
}

/** Shelters and how full they are. */
@Injectable()
export class ShelterListQuery {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  list(request: ListRequest): Promise<Page<ShelterItem>> {
    const { sql, parameters } = listSql(SHELTERS, request, {
      sql: `select id, code, name, division_code, capacity, withdrawn, coalesce((select jsonb_object_agg(mode, occupied)
          from resettlement.shelter_occupancy o where o.shelter_id = s.id), '{}') as occupied
        from resettlement.shelters s`,
    });
    return this.unitOfWork.run(async (tx) =>
      pageOf(request, await tx.query(sql, parameters), ({ division_code: divisionCode, occupied, ...row }: Row) => ({
        ...row,
        divisionCode,
        occupied: { actual: 0, exercise: 0, test: 0, ...occupied },
      })),
    );
  }
}
