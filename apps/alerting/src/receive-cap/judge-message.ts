import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, newId, type Clock } from '@libs/kernel';
import { UnitOfWork, type Transaction } from '@libs/persistence';
import { MessageRepository, type StoredMessage } from '../persistence/message.repository';
import { modeOf } from '../domain/disposition';
import { identityOf } from '../domain/identity';
import type { SignaturePolicy } from '../domain/signature-policy';
import { identityKey } from '../persistence/identity-key';
import { ApplyMessage, type Applied, type MessageInHand } from './apply-message';
import type { Assessment } from './assessment';
import { inMode } from './in-mode';
import { Judging } from './judging';
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
  signaturePolicy?: SignaturePolicy | null | undefined;
}

type PartInHand = Pick<MessageInHand, 'id' | 'receivedAt' | 'part'>;

/** Judges a stored message and lets it take effect: verdict, warning, audit and events in one transaction. */
@Injectable()
export class JudgeMessage {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly messages: MessageRepository,
    private readonly judging: Judging,
    private readonly applyMessage: ApplyMessage,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute(message: MessageToJudge): Promise<JudgedMessage> {
    const assessment = await this.judging.execute(message);
    if (assessment.alerts === undefined) return this.conclude({ ...message, part: false }, assessment);

    const parts = new Map<Assessment, JudgedMessage>();
    for (const alert of newestFirst(assessment.alerts)) parts.set(alert, await this.judgePart(message, alert));
    const inOrder = assessment.alerts.map((alert) => parts.get(alert) as JudgedMessage);
    return { ...(await this.conclude({ ...message, part: false }, assessment)), parts: inOrder };
  }

  /** An alert is one and the same in whatever feed it comes, and however often that feed is read. */
  private async judgePart(container: MessageToJudge, alert: Assessment): Promise<JudgedMessage> {
    const { id: parentId, receivedAt } = container;
    const sha256 = partKey(alert.fingerprint as string);
    const part = await this.unitOfWork.run((tx) =>
      this.messages.storePart(tx, { id: newId(), parentId, sha256, receivedAt }),
    );
    if (part.judged) return { ...part, judged: part.judged };
    return this.conclude({ id: part.id, receivedAt, part: true }, alert);
  }

  private conclude(message: PartInHand, judgement: Assessment): Promise<JudgedMessage> {
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
    this.messages.conclude(tx, id, this.clock(), conclusion, newWarning);
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

/** So that an alert which another one in the same feed replaces never goes out as if it were in force. */
function newestFirst(alerts: Assessment[]): Assessment[] {
  const sent = ({ message }: Assessment) => (message ? Date.parse(message.sent) : 0);
  return alerts.toSorted((a, b) => sent(b) - sent(a));
}

/** Never the key of a whole document. */
export function partKey(fingerprint: string): Buffer {
  return createHash('sha256').update(`part/${fingerprint}`).digest();
}
