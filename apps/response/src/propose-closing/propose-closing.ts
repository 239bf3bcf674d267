import { Injectable } from '@nestjs/common';
import { ClosingProposedV1 } from '@libs/events';
import { requireDivision, type Account } from '@libs/http';
import { newId, systemClock } from '@libs/kernel';
import { Outbox } from '@libs/messaging';
import { UnitOfWork } from '@libs/persistence';
import { requireOpen } from '../domain/attaching';
import { mayPropose } from '../domain/closing';
import { ClosingContentRepository } from '../persistence/closing-content.repository';
import { ClosingRepository } from '../persistence/closing.repository';
import { EmergencyRepository } from '../persistence/emergency.repository';

export interface ProposedClosing {
  proposalId: string;
  /** A decision names it: what was approved is what was seen. */
  contentHash: string;
}

/** A person proposes that an emergency is over. */
@Injectable()
export class ProposeClosing {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly emergencies: EmergencyRepository,
    private readonly proposals: ClosingRepository,
    private readonly content: ClosingContentRepository,
  ) {}

  execute({ emergencyId, reason }: { emergencyId: string; reason: string }, by: Account): Promise<ProposedClosing> {
    return this.unitOfWork.run(async (tx) => {
      const emergency = await this.emergencies.lock(tx, emergencyId);
      for (const code of emergency.divisionCodes) requireDivision(by, code);
      requireOpen(emergency);
      mayPropose(await this.proposals.open(tx, emergencyId));
      const proposedAt = systemClock();
      const contentHash = await this.content.hash(tx, emergency, reason);
      const proposalId = newId();
      await this.proposals.insert(tx, {
        id: proposalId,
        emergencyId,
        state: 'open',
        proposedBy: by.id,
        proposedByName: by.name,
        proposedAt,
        reason,
        contentHash,
      });
      const { mode } = emergency;
      await tx.audit({
        action: 'emergency.closing-proposed',
        subject: emergencyId,
        reason,
        mode,
        details: { proposalId },
      });
      await this.outbox.add(
        tx,
        ClosingProposedV1,
        {
          emergencyId,
          proposalId,
          proposedAt: proposedAt.toISOString(),
          proposedBy: { accountId: by.id, name: by.name },
          reason,
          contentHash,
        },
        { mode, emergencyId },
      );
      return { proposalId, contentHash };
    });
  }
}
