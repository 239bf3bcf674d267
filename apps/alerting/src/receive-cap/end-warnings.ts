import { Injectable } from '@nestjs/common';
import type { CapMessage } from '@libs/cap';
import { WarningCancelledV1 } from '@libs/events';
import type { Mode } from '@libs/kernel';
import { Outbox } from '@libs/messaging';
import type { Transaction } from '@libs/persistence';
import type { ServiceFindingCode } from '../domain/findings';
import { end } from '../domain/warning';
import { WarningRepository } from '../persistence/warning.repository';
import { NamedWarnings } from './named-warnings';

/** A Cancel ends the warnings that it names; those not yet seen will be ended when they arrive. */
@Injectable()
export class EndWarnings {
  constructor(
    private readonly warnings: WarningRepository,
    private readonly namedWarnings: NamedWarnings,
    private readonly outbox: Outbox,
  ) {}

  async execute(
    tx: Transaction,
    stored: { id: string },
    message: CapMessage,
    mode: Mode,
    now: Date,
  ): Promise<ServiceFindingCode[]> {
    const sentAt = new Date(message.sent);
    const by = { as: 'cancelled', sentAt } as const;
    const { named, unseen, chainId, codes } = await this.namedWarnings.find(tx, message, message.references, mode, by);
    const decisions = named.map((warning) => end(warning, 'cancelled', sentAt));
    await this.warnings.saveStates(
      tx,
      decisions.map(({ next }) => next),
      now,
      stored.id,
    );
    const chain = chainId ?? unseen[0]?.id ?? '';
    await this.warnings.awaitAll(
      tx,
      unseen.map((warning) => ({ ...warning, ...end({ ...warning, chainId: chain }, 'cancelled', sentAt).next })),
      mode,
      now,
    );
    for (const fact of decisions.flatMap(({ happened }) => happened)) {
      if (fact.type !== 'cancelled') continue;
      await this.outbox.add(tx, WarningCancelledV1, {
        warningId: fact.warningId,
        chainId: fact.chainId,
        messageId: stored.id,
        cancelledAt: message.sent,
        ...(message.note ? { note: message.note.slice(0, 20_000) } : {}),
      });
    }
    return codes;
  }
}
