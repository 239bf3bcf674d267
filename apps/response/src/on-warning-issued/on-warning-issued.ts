import { Injectable } from '@nestjs/common';
import {
  EmergencyOpenedV1,
  WarningAttachedV1,
  WarningLapsedV1,
  type EventData,
  type WarningIssuedV1,
} from '@libs/events';
import { newId, systemClock, type Mode } from '@libs/kernel';
import { Outbox, type Received } from '@libs/messaging';
import { UnitOfWork, type Transaction } from '@libs/persistence';
import type { OpeningRules } from '../domain/opening-rules';
import { concernedDivisions, hazardOf, place, widened } from '../domain/placing';
import { titleOf } from '../domain/title';
import { EmergencyRepository, type Emergency } from '../persistence/emergency.repository';
import { OpeningRulesRepository } from '../persistence/opening-rules.repository';
import { WarningRepository, type Attachment, type KnownWarning } from '../persistence/warning.repository';
import { Joining } from './joining';

type Warning = EventData<typeof WarningIssuedV1>;

/** A warning with what the rules make of it. */
interface Arrival {
  warning: Warning;
  mode: Mode;
  eventId: string;
  arrivedAt: Date;
  /** Where it concerns the jurisdiction. */
  divisionCodes: string[];
  /** Family of the rule data; undefined when they do not know it. */
  hazard: string | undefined;
}

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

  /** Warnings that have come together, in their order. */
  execute(issued: Received<Warning>[]): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      const arrivals = issued.map((one) => this.arrivalOf(one));
      const joining = new Joining(tx, this.emergencies, this.warnings);
      const takeInAll = async (): Promise<void> => {
        for (const [i, one] of arrivals.entries()) await issued[i]!.inContext(() => this.takeIn(tx, joining, one));
        await joining.write();
      };
      // One is sent behind the other: what follows need not wait for the answer of the first.
      await Promise.all([this.warnings.insertAll(tx, arrivals.map(knownOf)), takeInAll()]);
    });
  }

  private arrivalOf({ data: warning, envelope: { id: eventId, mode } }: Received<Warning>): Arrival {
    return {
      warning,
      mode,
      eventId,
      arrivedAt: systemClock(),
      divisionCodes: concernedDivisions(placed(warning, mode), this.rules),
      hazard: hazardOf(warning, this.rules)?.hazard,
    };
  }

  private async takeIn(tx: Transaction, joining: Joining, arrival: Arrival): Promise<void> {
    const { warning, mode, hazard, divisionCodes, arrivedAt: attachedAt } = arrival;
    const { warningId, replaces } = warning;
    if (replaces.length > 0) {
      await joining.write();
      await this.warnings.lapse(tx, replaces, mode);
      const referred = await this.warnings.emergencyOf(tx, replaces, mode);
      if (referred) return this.follow(tx, joining, arrival, referred);
    }
    if (!hazard || !warning.inForce || divisionCodes.length === 0) return;

    const { placing, open } = await this.placeAmongOpen(joining, arrival, hazard);
    if (placing.kind === 'keep') return;
    const emergency =
      placing.kind === 'open'
        ? await this.open(tx, joining, { mode, hazard, divisionCodes: placing.divisionCodes, openedAt: attachedAt })
        : open.find((one) => one.id === placing.emergencyId)!;
    await this.attach(tx, joining, emergency, divisionCodes, {
      emergencyId: emergency.id,
      warningId,
      how: placing.kind === 'open' ? 'opened' : 'hazard-and-place',
      reason: this.ruleName(hazard),
      attachedAt,
    });
  }

  /** Joining holds the emergency only; to open one, everybody else who would is kept waiting. */
  private async placeAmongOpen(joining: Joining, { warning, mode }: Arrival, hazard: string) {
    const among = (open: Emergency[]) => ({ open, placing: place(placed(warning, mode), open, this.rules) });
    const seen = among(await joining.openOf(mode, hazard));
    return seen.placing.kind === 'open' ? among(await joining.claimOpening(mode, hazard)) : seen;
  }

  /** An Update joins the emergency of what it refers to; one that is itself run out leaves a question. */
  private async follow(
    tx: Transaction,
    joining: Joining,
    { warning, divisionCodes, arrivedAt: at }: Arrival,
    id: string,
  ): Promise<void> {
    const emergency = await this.emergencies.lock(tx, id);
    await this.attach(tx, joining, emergency, divisionCodes, {
      emergencyId: id,
      warningId: warning.warningId,
      how: 'reference',
      reason: `${warning.sender} ${warning.identifier}`.slice(0, 2000),
      attachedAt: at,
    });
    await joining.write();
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
    joining: Joining,
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
    await joining.opened(emergency);
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

  private async attach(
    tx: Transaction,
    joining: Joining,
    emergency: Emergency,
    by: string[],
    attachment: Attachment,
  ): Promise<void> {
    joining.attach(emergency, by, attachment);
    const { divisionCodes } = emergency;
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

const placed = (warning: Warning, mode: Mode) => ({
  ...warning,
  mode,
  divisionCodes: warning.area.divisionCodes,
  bbox: warning.area.bbox,
});

const knownOf = ({ warning, mode, eventId, arrivedAt, divisionCodes, hazard }: Arrival): KnownWarning => ({
  id: warning.warningId,
  chainId: warning.chainId,
  mode,
  inForce: warning.inForce,
  headline: warning.headline ?? warning.event,
  divisionCodes,
  arrivedAt,
  hazard: hazard ?? null,
  eventId,
});
