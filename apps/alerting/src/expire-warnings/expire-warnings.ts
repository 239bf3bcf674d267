import { Inject, Injectable } from '@nestjs/common';
import { WarningExpiredV1 } from '@libs/events';
import { CLOCK, MODES, newId, type Clock, type Mode } from '@libs/kernel';
import { Outbox } from '@libs/messaging';
import { childTraceparent, runInContext } from '@libs/observability';
import { UnitOfWork } from '@libs/persistence';
import { expire } from '../domain/warning';
import { WarningRepository } from '../persistence/warning.repository';

const AT_ONCE = 200;

/** Ends warnings whose time has come, however long nobody looked: one event for each. */
@Injectable()
export class ExpireWarnings {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly warnings: WarningRepository,
    private readonly outbox: Outbox,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Number of warnings that ran out. */
  async execute(): Promise<number> {
    let expired = 0;
    for (const mode of MODES) {
      for (let some = AT_ONCE; some === AT_ONCE; expired += some) some = await this.expireSome(mode);
    }
    return expired;
  }

  private expireSome(mode: Mode): Promise<number> {
    return runInContext({ correlationId: newId(), traceparent: childTraceparent(), mode }, () =>
      this.unitOfWork.run(async (tx) => {
        const now = this.clock();
        const due = await this.warnings.lockDue(tx, mode, now, AT_ONCE);
        const decisions = due.map((warning) => expire(warning, now));
        await this.warnings.saveStates(
          tx,
          decisions.map(({ next }) => next),
          now,
          null,
        );
        for (const fact of decisions.flatMap(({ happened }) => happened)) {
          if (fact.type !== 'expired') continue;
          const { warningId, chainId, expiredAt } = fact;
          await this.outbox.add(tx, WarningExpiredV1, { warningId, chainId, expiredAt: expiredAt.toISOString() });
        }
        return due.length;
      }),
    );
  }
}
