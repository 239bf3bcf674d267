import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { judge, type Judgement } from '@libs/cap';
import { newId, systemClock, type Mode } from '@libs/kernel';
import { currentContext, runInContext, childTraceparent } from '@libs/observability';
import { UnitOfWork, type Transaction } from '@libs/persistence';
import { MessageRepository, type StoredMessage } from '../persistence/message.repository';
import { modeOf } from '../domain/disposition';
import { identityOf } from '../domain/identity';
import { identityKey } from '../persistence/identity-key';
import { ApplyMessage, type Applied, type MessageInHand } from './apply-message';
import { sentAgainAfterRace } from './races';

export interface JudgedMessage extends StoredMessage {
  judged: NonNullable<StoredMessage['judged']>;
  /** For a container: what became of each alert inside. */
  parts?: JudgedMessage[];
}

export interface MessageToJudge {
  id: string;
  bytes: Uint8Array;
  receivedAt: Date;
}

type PartInHand = Pick<MessageInHand, 'id' | 'receivedAt' | 'part'>;

/** Judges a stored message and lets it take effect: verdict, warning, audit and events in one transaction. */
@Injectable()
export class JudgeMessage {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly messages: MessageRepository,
    private readonly applyMessage: ApplyMessage,
  ) {}

  async execute(message: MessageToJudge): Promise<JudgedMessage> {
    // Judged by the time of receipt: a message that a crash has delayed gets the verdict it would have had.
    const judgement = judge(message.bytes, { now: message.receivedAt });
    if (judgement.alerts === undefined) return this.conclude({ ...message, part: false }, judgement);

    const parts: JudgedMessage[] = [];
    for (const [index, alert] of judgement.alerts.entries()) {
      parts.push(await this.judgePart(message, index, alert));
    }
    return { ...(await this.conclude({ ...message, part: false }, judgement)), parts };
  }

  private async judgePart(container: MessageToJudge, index: number, alert: Judgement): Promise<JudgedMessage> {
    const sha256 = createHash('sha256').update(`${container.id}/${index}`).digest();
    const { receivedAt } = container;
    const part = await this.unitOfWork.run((tx) =>
      this.messages.storePart(tx, { id: newId(), parentId: container.id, sha256, receivedAt }),
    );
    return this.conclude({ id: part.id, receivedAt, part: true }, alert);
  }

  private conclude(message: PartInHand, judgement: Judgement): Promise<JudgedMessage> {
    const mode = modeOf(judgement.message?.status);
    const identity = judgement.message && identityKey(identityOf(judgement.message));
    return inMode(mode, () =>
      sentAgainAfterRace(() =>
        this.unitOfWork.run(async (tx) => {
          const { stored, ...known } = await this.messages.take(tx, message.id, identity, mode);
          if (stored.judged) return { ...stored, judged: stored.judged };
          const applied = await this.applyMessage.execute(tx, { ...message, ...known }, judgement, mode);
          await this.save(tx, message.id, applied);
          return { ...stored, judged: applied.conclusion };
        }),
      ),
    );
  }

  private async save(tx: Transaction, id: string, { conclusion, newWarning }: Applied): Promise<void> {
    await this.messages.conclude(tx, id, systemClock(), conclusion, newWarning);
    await tx.audit({
      action: 'cap-message.judged',
      subject: id,
      details: {
        verdict: conclusion.verdict,
        outcome: conclusion.outcome,
        sender: conclusion.sender,
        identifier: conclusion.identifier,
        findings: conclusion.findings.filter(({ severity }) => severity !== 'info').map(({ code }) => code),
      },
    });
  }
}

/** Runs the work with the mode of the message, which the outbox copies into every event. */
function inMode<T>(mode: Mode, work: () => T): T {
  const context = currentContext() ?? { correlationId: newId(), traceparent: childTraceparent() };
  return runInContext({ ...context, mode }, work);
}
