import { Injectable } from '@nestjs/common';
import type { Mode } from '@libs/kernel';
import type { Transaction } from '@libs/persistence';
import type { EmergencyState } from '../domain/emergency';
import { OPEN_STATES, type MissionState } from '../domain/mission';
import { refuse } from '../domain/refusals';

export interface Mission {
  id: string;
  emergencyId: string;
  mode: Mode;
  teamId: string;
  divisionCode: string;
  state: MissionState;
}

export interface RequestedMission extends Omit<Mission, 'state'> {
  incidentId?: string | undefined;
  task: string;
  requestedAt: Date;
  requestedBy: string;
  requestedByName: string;
}

/** A mission with what decides about its next step. */
export interface LockedMission extends Mission {
  emergency: { state: EmergencyState };
  /** Home of the team, and its strength; null when the team has been erased. */
  teamDivisionCode: string | null;
  teamStrength: number | null;
}

const COLUMNS = `m.id, m.emergency_id as "emergencyId", m.mode, m.team_id as "teamId", m.division_code as "divisionCode",
  m.state`;
const OPEN = OPEN_STATES.map((state) => `'${state}'`).join(', ');

@Injectable()
export class MissionRepository {
  /**
   * Refuses `mission.team-busy` when the team is in an open mission of this mode; the database decides, whoever asks at
   * the same time.
   */
  async insert(tx: Transaction, mission: RequestedMission): Promise<void> {
    for (;;) {
      const inserted = await tx.query(
        `insert into dispatch.missions (id, emergency_id, mode, team_id, incident_id, task, division_code, state,
           requested_at, requested_by, requested_by_name)
         values ($1, $2, $3, $4, $5, $6, $7, 'requested', $8, $9, $10)
         on conflict (mode, team_id) where state in (${OPEN}) do nothing returning 1`,
        [
          mission.id,
          mission.emergencyId,
          mission.mode,
          mission.teamId,
          mission.incidentId ?? null,
          mission.task,
          mission.divisionCode,
          mission.requestedAt,
          mission.requestedBy,
          mission.requestedByName,
        ],
      );
      if (inserted.length > 0) return;
      const [busy] = await tx.query<{ id: string }>(
        `select id from dispatch.missions where mode = $1 and team_id = $2 and state in (${OPEN})`,
        [mission.mode, mission.teamId],
      );
      if (busy) refuse('mission.team-busy', { missionId: busy.id });
      // The other one has ended between the two statements.
    }
  }

  /** Refuses `mission.not-found`. The emergency is held first, as by all who lock both. */
  async lock(tx: Transaction, id: string): Promise<LockedMission> {
    const [emergency] = await tx.query<{ state: EmergencyState }>(
      `select e.state from dispatch.emergencies e
       where e.id = (select emergency_id from dispatch.missions where id = $1) for share`,
      [id],
    );
    const [found] = await tx.query<Omit<LockedMission, 'emergency'>>(
      `select ${COLUMNS}, t.division_code as "teamDivisionCode", t.strength as "teamStrength"
       from dispatch.missions m left join dispatch.teams t on t.id = m.team_id where m.id = $1 for update of m`,
      [id],
    );
    return found && emergency ? { ...found, emergency } : refuse('mission.not-found');
  }

  /** Those of them that exist, by id. */
  async find(tx: Transaction, ids: readonly string[]): Promise<Map<string, Mission>> {
    const found = await tx.query<Mission>(`select ${COLUMNS} from dispatch.missions m where m.id = any($1::uuid[])`, [
      ids,
    ]);
    return new Map(found.map((mission) => [mission.id, mission]));
  }

  /** The open missions of an emergency, which the caller has locked. */
  async lockOpen(tx: Transaction, emergencyId: string): Promise<Mission[]> {
    return tx.query<Mission>(
      `select ${COLUMNS} from dispatch.missions m where m.emergency_id = $1 and m.state in (${OPEN})
       order by m.requested_at, m.id for update`,
      [emergencyId],
    );
  }

  async accept(tx: Transaction, id: string, at: Date, arrivalEstimate: Date | undefined): Promise<void> {
    await tx.query(
      `update dispatch.missions set state = 'accepted', accepted_at = $2, arrival_estimate = $3, version = version + 1
       where id = $1`,
      [id, at, arrivalEstimate ?? null],
    );
  }

  async depart(tx: Transaction, id: string, at: Date): Promise<void> {
    await tx.query(
      `update dispatch.missions set state = 'departed', departed_at = $2, version = version + 1 where id = $1`,
      [id, at],
    );
  }

  async arrive(tx: Transaction, id: string, at: Date, strength: number): Promise<void> {
    await tx.query(
      `update dispatch.missions set state = 'arrived', arrived_at = $2, strength = $3, version = version + 1
       where id = $1`,
      [id, at, strength],
    );
  }

  async end(
    tx: Transaction,
    id: string,
    { state, at, reason }: { state: 'declined' | 'released' | 'cancelled'; at: Date; reason: string },
  ): Promise<void> {
    await tx.query(
      `update dispatch.missions set state = $2, ended_at = $3, end_reason = $4, version = version + 1 where id = $1`,
      [id, state, at, reason],
    );
  }
}
