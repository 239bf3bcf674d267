import { Inject, Injectable } from '@nestjs/common';
import { MessageDecidedV1 } from '@libs/events';
import { requireDivision, type Account } from '@libs/http';
import { CLOCK, type Clock } from '@libs/kernel';
import { Outbox } from '@libs/messaging';
import { UnitOfWork, type Transaction } from '@libs/persistence';
import { mayDecide, whatIsNeeded, type Decision } from '../../domain/deciding';
import { modeOf } from '../../domain/disposition';
import { serviceFinding } from '../../domain/findings';
import { identityOf } from '../../domain/identity';
import { refuse } from '../../domain/refusals';
import { identityKey } from '../../persistence/identity-key';
import { MessageRepository, type WaitingMessage } from '../../persistence/message.repository';
import { ApplyMessage } from '../apply-message';
import type { Assessment } from '../assessment';
import { inMode } from '../in-mode';
import { partKey } from '../judge-message';
import { Judging } from '../judging';
import { sentAgainAfterRace } from '../races';
import { suppliedBy, type Correction } from './correction';

export interface DecidedMessage {
  messageId: string;
  decision: Decision;
  /** What became of it. */
  outcome: 'warning' | 'ending' | 'kept' | 'rejected';
  warningId?: string;
}

/** An officer decides about a message that waits: it acts as an accepted one would, or is closed. */
@Injectable()
export class DecideMessage {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly messages: MessageRepository,
    private readonly judging: Judging,
    private readonly applyMessage: ApplyMessage,
    private readonly outbox: Outbox,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  execute(
    command: { messageId: string; decision: Decision; reason: string; correction?: Correction },
    by: Account,
  ): Promise<DecidedMessage> {
    const { messageId, decision, reason, correction = {} } = command;
    return this.unitOfWork.run(async (tx) => {
      const message = (await this.messages.lockWaiting(tx, messageId)) ?? refuse('message.not-found');
      if (!mayDecide(message.outcome, decision)) refuse('message.not-waiting', { outcome: message.outcome });
      const read = await this.read(message, correction);
      for (const code of read?.meaning?.area.divisionCodes ?? []) requireDivision(by, code);

      const mode = read?.message ? modeOf(read.message.status) : message.mode;
      return inMode(mode, async () => {
        const became =
          decision === 'released'
            ? await this.release(tx, message, read, Object.keys(correction))
            : ({ outcome: 'rejected' } as const);
        const decided = { messageId, decision, ...became };
        await this.record(tx, decided, reason, correction, by);
        return decided;
      });
    });
  }

  /** The message as it reads with the correction; undefined when it cannot be found in its container. */
  private async read(message: WaitingMessage, correction: Correction): Promise<Assessment | undefined> {
    const { bytes, receivedAt, signaturePolicy, sha256, isPart } = message;
    const assessment = await this.judging.execute({
      bytes,
      receivedAt,
      // Whether it had to be signed is what has been decided.
      signaturePolicy: signaturePolicy === 'ignored' ? 'ignored' : 'checked',
      supplied: suppliedBy(correction),
    });
    if (!isPart) return assessment;
    return assessment.alerts?.find(({ fingerprint }) => partKey(fingerprint as string).equals(sha256));
  }

  private async release(
    tx: Transaction,
    message: WaitingMessage,
    read: Assessment | undefined,
    supplied: string[],
  ): Promise<Pick<DecidedMessage, 'outcome' | 'warningId'>> {
    const needs = whatIsNeeded(read?.findings ?? [], supplied);
    if (needs.length > 0) refuse('message.needs-correction', { needs: needs.join(', ') });
    if (!read?.message || read.verdict === 'rejected') {
      return refuse('message.correction-unusable', { findings: read?.findings[0]?.code ?? 'none' });
    }
    const identity = identityKey(identityOf(read.message));
    const mode = modeOf(read.message.status);
    const accepted: Assessment = { ...read, verdict: 'accepted-with-warnings' };

    const { conclusion, newWarning } = await sentAgainAfterRace(() =>
      tx.savepoint(async () => {
        const [taken] = await this.messages.take(tx, [{ id: message.id, identity, mode }]);
        const { owner, awaited } = taken!;
        if (owner) refuse('message.identity-taken');
        const hand = {
          id: message.id,
          receivedAt: message.receivedAt,
          part: message.isPart,
          awaited,
          isReleased: true,
        };
        return this.applyMessage.execute(tx, hand, accepted, mode);
      }),
    );
    const released = {
      ...conclusion,
      verdict: message.verdict,
      // What the judge found stays: the decision was made about it.
      findings: [serviceFinding('alerting.released-by-person'), ...message.findings],
    };
    this.messages.conclude(tx, message.id, message.judgedAt, released, newWarning);
    const { outcome, warningId } = conclusion;
    return { outcome: outcome as DecidedMessage['outcome'], ...(warningId ? { warningId } : {}) };
  }

  private async record(
    tx: Transaction,
    decided: DecidedMessage,
    reason: string,
    correction: Correction,
    by: Account,
  ): Promise<void> {
    const { messageId, decision, outcome } = decided;
    const at = this.clock();
    await this.messages.decide(tx, { ...decided, at, by: by.id, byName: by.name, reason, correction });
    await this.outbox.add(tx, MessageDecidedV1, {
      ...decided,
      decidedAt: at.toISOString(),
      decidedBy: { accountId: by.id, name: by.name },
      reason,
      supplied: Object.keys(correction),
    });
    const details = { outcome, correction };
    await tx.audit({ action: `cap-message.${decision}`, subject: messageId, reason, details });
  }
}
