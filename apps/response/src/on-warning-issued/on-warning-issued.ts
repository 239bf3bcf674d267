import { Injectable } from '@nestjs/common';
import {
  EmergencyOpenedV1,
  WarningAttachedV1,
  WarningLapsedV1,
  type EventData,
  type WarningIssuedV1,
} from '@libs/events';
import { newId, systemClock } from '@libs/kernel';
import { Outbox, type EventEnvelope } from '@libs/messaging';
import { UnitOfWork, type Transaction } from '@libs/persistence';
import type { OpeningRules } from '../domain/opening-rules';
import { concernedDivisions, hazardOf, place, widened } from '../domain/placing';
import { titleOf } from '../domain/title';
import { EmergencyRepository, type Emergency } from '../persistence/emergency.repository';
import { OpeningRulesRepository } from '../persistence/opening-rules.repository';
import { WarningRepository, type Attachment } from '../persistence/warning.repository';

type Warning = EventData<typeof WarningIssuedV1>;

/** A warning opens an emergency, joins one, or is only known. */
@Injectable()
export class OnWarningIssued {
  private readonly rules: OpeningRules;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly emergencies: EmergencyRepository,
    private readonly warnings: WarningRepository,
    { rules }: OpeningRulesRepository,
  ) {
    this.rules = rules;
  }

  execute(warning: Warning, { mode, id: eventId }: EventEnvelope): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      const arrivedAt = systemClock();
      const divisionCodes = concernedDivisions(placed(warning, mode), this.rules);
      const { warningId: id, chainId, inForce } = warning;
      const headline = warning.headline ?? warning.event;
      const hazard = hazardOf(warning, this.rules);
      await this.warnings.insert(tx, {
        id,
        chainId,
        mode,
        inForce,
        headline,
        divisionCodes,
        arrivedAt,
        hazard: hazard?.hazard ?? null,
        eventId,
      });
      await this.warnings.lapse(tx, warning.replaces, mode);

      const referred = await this.warnings.emergencyOf(tx, warning.replaces, mode);
      if (referred) return this.follow(tx, warning, referred, divisionCodes, arrivedAt);
      if (!hazard || !inForce || divisionCodes.length === 0) return;

      const { placing, open } = await this.placeAmongOpen(tx, warning, mode, hazard.hazard);
      if (placing.kind === 'keep') return;
      const emergency =
        placing.kind === 'open'
          ? await this.open(tx, {
              mode,
              hazard: hazard.hazard,
              divisionCodes: placing.divisionCodes,
              openedAt: arrivedAt,
            })
          : open.find((one) => one.id === placing.emergencyId)!;
      await this.attach(tx, emergency, divisionCodes, {
        emergencyId: emergency.id,
        warningId: id,
        how: placing.kind === 'open' ? 'opened' : 'hazard-and-place',
        reason: this.ruleName(hazard.hazard),
        attachedAt: arrivedAt,
      });
    });
  }

  /** Joining holds the emergency only; to open one, everybody else who would is kept waiting. */
  private async placeAmongOpen(tx: Transaction, warning: Warning, mode: Emergency['mode'], hazard: string) {
    const look = async () => {
      const open = await this.emergencies.lockOpen(tx, mode, hazard);
      return { open, placing: place(placed(warning, mode), open, this.rules) };
    };
    const seen = await look();
    if (seen.placing.kind !== 'open') return seen;
    await this.emergencies.claimOpening(tx, mode, hazard);
    return look();
  }

  /** An Update joins the emergency of what it refers to; one that is itself run out leaves a question. */
  private async follow(
    tx: Transaction,
    warning: Warning,
    id: string,
    divisionCodes: string[],
    at: Date,
  ): Promise<void> {
    const emergency = await this.emergencies.lock(tx, id);
    await this.attach(tx, emergency, divisionCodes, {
      emergencyId: id,
      warningId: warning.warningId,
      how: 'reference',
      reason: `${warning.sender} ${warning.identifier}`.slice(0, 2000),
      attachedAt: at,
    });
    if (warning.inForce) return;
    const { inForce } = await this.warnings.attached(tx, id);
    const lapsed = {
      emergencyId: id,
      warningId: warning.warningId,
      lapse: 'replaced' as const,
      lapsedAt: at.toISOString(),
    };
    await this.outbox.add(tx, WarningLapsedV1, { ...lapsed, inForceLeft: inForce }, { emergencyId: id });
  }

  private async open(
    tx: Transaction,
    { mode, hazard, divisionCodes, openedAt }: Pick<Emergency, 'mode' | 'hazard' | 'divisionCodes' | 'openedAt'>,
  ): Promise<Emergency> {
    const emergency: Emergency = {
      id: newId(),
      mode,
      hazard,
      title: titleOf(this.rules, hazard, openedAt),
      divisionCodes: widened([], divisionCodes),
      state: 'open',
      reason: this.ruleName(hazard),
      draftRule: this.rules.draft,
      openedAt,
      closedAt: null,
      cancelledAt: null,
      version: 1,
    };
    await this.emergencies.insert(tx, emergency);
    await tx.audit({ action: 'emergency.opened', subject: emergency.id, reason: emergency.reason });
    const { id: emergencyId, title, reason, draftRule } = emergency;
    await this.outbox.add(
      tx,
      EmergencyOpenedV1,
      {
        emergencyId,
        hazard,
        title,
        divisionCodes: emergency.divisionCodes,
        openedAt: openedAt.toISOString(),
        openedBy: { name: reason },
        reason,
        draftRule,
      },
      { emergencyId },
    );
    return emergency;
  }

  private async attach(tx: Transaction, emergency: Emergency, by: string[], attachment: Attachment): Promise<void> {
    const divisionCodes = widened(emergency.divisionCodes, by);
    await Promise.all([this.warnings.attach(tx, attachment), this.emergencies.widen(tx, emergency.id, divisionCodes)]);
    const { emergencyId, warningId, how, reason, attachedAt } = attachment;
    await tx.audit({ action: 'emergency.warning-attached', subject: emergencyId, reason, details: { warningId, how } });
    await this.outbox.add(
      tx,
      WarningAttachedV1,
      {
        emergencyId,
        warningId,
        how,
        attachedAt: attachedAt.toISOString(),
        attachedBy: { name: this.ruleName(emergency.hazard) },
        reason,
        divisionCodes,
      },
      { emergencyId },
    );
  }

  private ruleName(hazard: string): string {
    return `${this.rules.id}.${hazard} ${this.rules.version}`;
  }
}

const placed = (warning: Warning, mode: Emergency['mode']) => ({
  ...warning,
  mode,
  divisionCodes: warning.area.divisionCodes,
  bbox: warning.area.bbox,
});
