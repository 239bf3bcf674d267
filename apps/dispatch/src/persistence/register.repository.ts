import { Injectable } from '@nestjs/common';
import type { Transaction } from '@libs/persistence';

/** What dispatch keeps of a team. */
export interface Team {
  id: string;
  code: string;
  name: string;
  divisionCode: string;
  strength: number;
  capabilities: string[];
  withdrawn: boolean;
}

/** What dispatch keeps of a machine. */
export interface Machine {
  id: string;
  code: string;
  kind: string;
  divisionCode: string;
  teamId?: string | undefined;
  withdrawn: boolean;
}

/** The ledgers of which dispatch keeps a copy. */
export const KEPT_LEDGERS = ['teams', 'machines'] as const;

/** Copies of the register's master data, and what it said that its ledgers hold. */
@Injectable()
export class RegisterRepository {
  /** Each id at most once. */
  async keepTeams(tx: Transaction, teams: Team[]): Promise<void> {
    if (teams.length === 0) return;
    await tx.query(
      `insert into dispatch.teams (id, code, name, division_code, strength, capabilities, withdrawn)
       select id, code, name, "divisionCode", strength, capabilities, withdrawn from jsonb_to_recordset($1::jsonb)
         as t (id uuid, code text, name text, "divisionCode" text, strength int, capabilities text[], withdrawn boolean)
       on conflict (id) do update set code = excluded.code, name = excluded.name, division_code = excluded.division_code,
         strength = excluded.strength, capabilities = excluded.capabilities, withdrawn = excluded.withdrawn`,
      [JSON.stringify(teams)],
    );
  }

  /** Each id at most once. */
  async keepMachines(tx: Transaction, machines: Machine[]): Promise<void> {
    if (machines.length === 0) return;
    await tx.query(
      `insert into dispatch.machines (id, code, kind, division_code, team_id, withdrawn)
       select id, code, kind, "divisionCode", "teamId", withdrawn from jsonb_to_recordset($1::jsonb)
         as m (id uuid, code text, kind text, "divisionCode" text, "teamId" uuid, withdrawn boolean)
       on conflict (id) do update set code = excluded.code, kind = excluded.kind, division_code = excluded.division_code,
         team_id = excluded.team_id, withdrawn = excluded.withdrawn`,
      [JSON.stringify(machines)],
    );
  }

  /** Each ledger at most once. */
  async keepLedgers(tx: Transaction, ledgers: { ledger: string; total: number }[]): Promise<void> {
    if (ledgers.length === 0) return;
    await tx.query(
      `insert into dispatch.ledgers (ledger, total)
       select ledger, total from jsonb_to_recordset($1::jsonb) as l (ledger text, total int)
       on conflict (ledger) do update set total = excluded.total`,
      [JSON.stringify(ledgers)],
    );
  }

  async forget(tx: Transaction, table: 'teams' | 'machines', ids: string[]): Promise<void> {
    if (ids.length > 0) await tx.query(`delete from dispatch.${table} where id = any($1::uuid[])`, [ids]);
  }

  async team(tx: Transaction, id: string): Promise<Team | undefined> {
    const [found] = await tx.query<Team>(
      `select id, code, name, division_code as "divisionCode", strength, capabilities, withdrawn
       from dispatch.teams where id = $1`,
      [id],
    );
    return found;
  }

  /** Those of them that are known, withdrawn ones included: a machine may have gone out before it was withdrawn. */
  async machines(tx: Transaction, ids: readonly string[]): Promise<Map<string, { id: string }>> {
    const found = await tx.query<{ id: string }>('select id from dispatch.machines where id = any($1::uuid[])', [ids]);
    return new Map(found.map((machine) => [machine.id, machine]));
  }
}
