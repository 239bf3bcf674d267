import { Injectable } from '@nestjs/common';
import { MessageSetAsideV1 } from '@libs/events';
import { Outbox } from '@libs/messaging';
import { createLogger, Metrics } from '@libs/observability';
import type { Transaction } from '@libs/persistence';
import type { Conclusion } from '../persistence/message.repository';

const MOST_FINDINGS = 20;
const LONGEST = 1000;

/** Says that a message was stored and did not become a warning; a conflict also calls for a person. */
@Injectable()
export class AnnounceSetAside {
  private readonly log = createLogger('alerting');
  private readonly setAside;

  constructor(
    private readonly outbox: Outbox,
    metrics: Metrics,
  ) {
    this.setAside = metrics.counter('alerting_messages_set_aside_total', 'CAP messages that did not become a warning', [
      'outcome',
    ]);
  }

  async execute(tx: Transaction, stored: { id: string; receivedAt: Date }, conclusion: Conclusion): Promise<void> {
    const outcome = conclusion.outcome as 'held' | 'rejected' | 'conflict' | 'kept';
    const { sender, identifier, headline } = conclusion;
    await this.outbox.add(tx, MessageSetAsideV1, {
      messageId: stored.id,
      receivedAt: stored.receivedAt.toISOString(),
      outcome,
      ...(sender ? { sender: sender.slice(0, LONGEST) } : {}),
      ...(identifier ? { identifier: identifier.slice(0, LONGEST) } : {}),
      ...(headline ? { headline: headline.slice(0, LONGEST) } : {}),
      findings: conclusion.findings
        .slice(0, MOST_FINDINGS)
        .map(({ code, path, text }) => ({ code, path: path.slice(0, LONGEST), text })),
    });
    this.setAside.inc({ outcome });
    if (outcome === 'conflict') {
      this.log.error({ messageId: stored.id, sender, identifier }, 'alarm: one identity with other bytes');
    }
  }
}
