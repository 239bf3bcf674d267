import { Injectable } from '@nestjs/common';
import { FactDeclaredV1 } from '@libs/events';
import { requireDivision, type Account } from '@libs/http';
import { newId, systemClock } from '@libs/kernel';
import { Outbox } from '@libs/messaging';
import { UnitOfWork } from '@libs/persistence';
import { requireOpen } from '../domain/attaching';
import { requireDeclarable, requirePast } from '../domain/figures';
import { DeclaredFactRepository } from '../persistence/declared-fact.repository';
import { EmergencyRepository } from '../persistence/emergency.repository';
import { ResponsePlanRepository } from '../persistence/response-plan.repository';

export interface DeclareFactCommand {
  emergencyId: string;
  metric: string;
  unit: string;
  value: number;
  divisionCode: string;
  happenedAt?: Date;
  document?: string;
}

/** A person declares what the plans speak of and no counter counts. What follows from it follows from its event. */
@Injectable()
export class DeclareFact {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly emergencies: EmergencyRepository,
    private readonly facts: DeclaredFactRepository,
    private readonly plans: ResponsePlanRepository,
  ) {}

  execute(command: DeclareFactCommand, by: Account): Promise<{ factId: string }> {
    return this.unitOfWork.run(async (tx) => {
      const { emergencyId, metric, unit, value, divisionCode, happenedAt, document } = command;
      const emergency = await this.emergencies.lock(tx, emergencyId);
      requireDivision(by, divisionCode);
      requireOpen(emergency);
      const declaredAt = systemClock();
      requireDeclarable(command, emergency, this.plans.speakingIn(emergency, declaredAt));
      requirePast(happenedAt, declaredAt);
      const factId = newId();
      await this.facts.insert(tx, {
        id: factId,
        emergencyId,
        metric,
        unit,
        value,
        divisionCode,
        happenedAt: happenedAt ?? null,
        document: document ?? null,
        declaredAt,
        declaredBy: by.id,
        declaredByName: by.name,
      });
      const { mode } = emergency;
      await tx.audit({
        action: 'emergency.fact-declared',
        subject: emergencyId,
        mode,
        details: { factId, metric, unit, value, divisionCode, document },
      });
      await this.outbox.add(
        tx,
        FactDeclaredV1,
        {
          factId,
          emergencyId,
          metric,
          unit,
          value,
          divisionCode,
          happenedAt: happenedAt?.toISOString(),
          document,
          declaredAt: declaredAt.toISOString(),
          declaredBy: { accountId: by.id, name: by.name },
        },
        { mode, emergencyId },
      );
      return { factId };
    });
  }
}
