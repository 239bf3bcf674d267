import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { newId } from '@libs/kernel';
import { UnitOfWork } from '@libs/persistence';
import { MessageRepository } from '../persistence/message.repository';
import type { SignaturePolicy } from '../domain/signature-policy';
import type { Assessment } from './assessment';
import { ConcludeMessage, type JudgedMessage } from './conclude-message';
import { Judging } from './judging';

export interface MessageToJudge {
  id: string;
  bytes: Uint8Array;
  receivedAt: Date;
  signaturePolicy?: SignaturePolicy | null | undefined;
}

/** Judges a stored message and lets it take effect; a container alert by alert. */
@Injectable()
export class JudgeMessage {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly messages: MessageRepository,
    private readonly judging: Judging,
    private readonly concludeMessage: ConcludeMessage,
  ) {}

  async execute(message: MessageToJudge): Promise<JudgedMessage> {
    const assessment = await this.judging.execute(message);
    if (assessment.alerts === undefined) return this.concludeMessage.execute({ ...message, part: false }, assessment);

    const parts = new Map<Assessment, JudgedMessage>();
    for (const alert of newestFirst(assessment.alerts)) parts.set(alert, await this.judgePart(message, alert));
    const inOrder = assessment.alerts.map((alert) => parts.get(alert) as JudgedMessage);
    return { ...(await this.concludeMessage.execute({ ...message, part: false }, assessment)), parts: inOrder };
  }

  /** An alert is one and the same in whatever feed it comes, and however often that feed is read. */
  private async judgePart(container: MessageToJudge, alert: Assessment): Promise<JudgedMessage> {
    const { id: parentId, receivedAt } = container;
    const sha256 = partKey(alert.fingerprint as string);
    const part = await this.unitOfWork.run((tx) =>
      this.messages.storePart(tx, { id: newId(), parentId, sha256, receivedAt }),
    );
    if (part.judged) return { ...part, judged: part.judged };
    return this.concludeMessage.execute({ id: part.id, receivedAt, part: true }, alert);
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
