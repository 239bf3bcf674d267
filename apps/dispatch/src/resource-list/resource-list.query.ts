import { Injectable } from '@nestjs/common';
import { listSql, pageOf, type ListDefinition, type ListFilter, type ListRequest, type Page } from '@libs/http';
import { MODES, type Mode } from '@libs/kernel';
import { UnitOfWork } from '@libs/persistence';
import { OPEN_STATES } from '../domain/mission';

const DIVISION: ListFilter = { column: 'division_code', type: 'division', compare: 'starts-with' };
/** `filter[free]=actual`: free as far as actual missions are concerned, whatever an exercise does with it. */
const FREE: ListFilter = { column: 'free_in', type: 'text', compare: 'has', oneOf: MODES };

export const TEAMS: ListDefinition = {
  key: { column: 'id', type: 'uuid' },
  sort: { code: { column: 'code', type: 'text' }, strength: { column: 'strength', type: 'bigint' } },
  defaultSort: 'code',
  filter: {
    division: DIVISION,
    capability: { column: 'capabilities', type: 'text', compare: 'has' },
    free: FREE,
    code: { column: 'code', type: 'text' },
  },
};

export const MACHINES: ListDefinition = {
  key: { column: 'id', type: 'uuid' },
  sort: { code: { column: 'code', type: 'text' } },
  defaultSort: 'code',
  filter: {
    division: DIVISION,
    capability: { column: 'kind', type: 'text' },
    free: FREE,
    team: { column: 'team_id', type: 'uuid' },
    code: { column: 'code', type: 'text' },
  },
};

export interface TeamItem {
  id: string;
  code: string;
  name: string;
  /** Division of its home. */
  divisionCode: string;
  strength: number;
  capabilities: string[];
  /** Modes in which it is in no open mission. */
  freeIn: Mode[];
}

export interface MachineItem {
  id: string;
  code: string;
  /** For example excavator, loader, pump: what it can do. */
  kind: string;
  divisionCode: string;
  teamId: string | null;
  /** Modes in which its team is in no open mission; all of them where it belongs to no team. */
  freeIn: Mode[];
}

/** Modes in which the team of column `team` is in no open mission. */
const freeIn = (team: string) => `array(select mode from unnest(array[${quoted(MODES)}]) as mode where not exists (
  select 1 from dispatch.missions m where m.mode = mode.mode and m.team_id = ${team} and m.state in (${quoted(OPEN_STATES)})
)) as free_in`;
const quoted = (names: readonly string[]): string => names.map((name) => `'${name}'`).join(', ');

/** Teams and machines of the register, without those that it holds no more. */
@Injectable()
export class ResourceListQuery {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  teams(request: ListRequest): Promise<Page<TeamItem>> {
    const { sql, parameters } = listSql(TEAMS, request, {
      sql: `select t.id, t.code, t.name, t.division_code, t.strength, t.capabilities, ${freeIn('t.id')}
        from dispatch.teams t where not t.withdrawn`,
    });
    return this.unitOfWork.run(async (tx) =>
      pageOf(request, await tx.query(sql, parameters), (row: TeamRow) => ({
        id: row.id,
        code: row.code,
        name: row.name,
        divisionCode: row.division_code,
        strength: row.strength,
        capabilities: row.capabilities,
        freeIn: row.free_in,
      })),
    );
  }

  machines(request: ListRequest): Promise<Page<MachineItem>> {
    const { sql, parameters } = listSql(MACHINES, request, {
      sql: `select d.id, d.code, d.kind, d.division_code, d.team_id, ${freeIn('d.team_id')}
        from dispatch.machines d where not d.withdrawn`,
    });
    return this.unitOfWork.run(async (tx) =>
      pageOf(request, await tx.query(sql, parameters), (row: MachineRow) => ({
        id: row.id,
        code: row.code,
        kind: row.kind,
        divisionCode: row.division_code,
        teamId: row.team_id,
        freeIn: row.free_in,
      })),
    );
  }
}

interface TeamRow {
  id: string;
  code: string;
  name: string;
  division_code: string;
  strength: number;
  capabilities: string[];
  free_in: Mode[];
}

interface MachineRow {
  id: string;
  code: string;
  kind: string;
  division_code: string;
  team_id: string | null;
  free_in: Mode[];
}
