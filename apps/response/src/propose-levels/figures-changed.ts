import { Injectable } from '@nestjs/common';
import { NotHereYet, type EventEnvelope, type Received } from '@libs/messaging';
import { UnitOfWork, type Transaction } from '@libs/persistence';
import { requireSameMode } from '../domain/attaching';
import { DeclaredFactRepository } from '../persistence/declared-fact.repository';
import { EmergencyRepository } from '../persistence/emergency.repository';
import { ReportedPersonRepository, type PersonReport } from '../persistence/reported-person.repository';
import { ProposeLevels } from './propose-levels';

/** A fact changes what is known of an emergency, and the plans look at it again. */
@Injectable()
export class FiguresChanged {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly emergencies: EmergencyRepository,
    private readonly persons: ReportedPersonRepository,
    private readonly facts: DeclaredFactRepository,
    private readonly proposeLevels: ProposeLevels,
  ) {}

  /** A report tells of persons, or tells of others than before. */
  personsReported(report: PersonReport, envelope: EventEnvelope): Promise<void> {
    const { emergencyId, metric } = report;
    return this.within(emergencyId, metric, envelope, (tx) => this.persons.replace(tx, report));
  }

  orderCancelled(emergencyId: string, orderId: string, envelope: EventEnvelope): Promise<void> {
    return this.within(emergencyId, 'evacuated-persons', envelope, (tx) =>
      this.persons.cancelOrder(tx, emergencyId, orderId),
    );
  }

  factDeclared(
    { emergencyId, factId, metric }: { emergencyId: string; factId: string; metric: string },
    envelope: EventEnvelope,
  ): Promise<void> {
    return this.within(emergencyId, metric, envelope, async (tx) => {
      await this.facts.noteEvent(tx, factId, envelope.id);
      return true;
    });
  }

  /** Warnings have joined, left or run out: each of their emergencies is looked at once. */
  warningsChanged(changes: Received<{ emergencyId: string }>[]): Promise<void> {
    // The last of each emergency; in the order of their ids, in which others lock them as well.
    const last = new Map(changes.map((change) => [change.data.emergencyId, change]));
    const inOrder = [...last].sort(([a], [b]) => (a < b ? -1 : 1));
    return this.unitOfWork.run(async () => {
      for (const [id, { envelope, inContext }] of inOrder)
        await inContext(() => this.within(id, 'warnings-in-force', envelope, () => Promise.resolve(true)));
    });
  }

  private within(
    emergencyId: string,
    metric: string,
    { mode }: EventEnvelope,
    change: (tx: Transaction) => Promise<boolean>,
  ): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      const emergency = await this.emergencies.lockKnown(tx, emergencyId);
      if (!emergency) throw new NotHereYet(`emergency ${emergencyId}`);
      requireSameMode(emergency, mode);
      if (await change(tx)) await this.proposeLevels.execute(emergency, metric);
    });
  }
}
