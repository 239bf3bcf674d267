import { Inject, Injectable } from '@nestjs/common';
import type { CapMessage } from '@libs/cap';
import { CLOCK, type Clock, type Mode } from '@libs/kernel';
import type { Transaction } from '@libs/persistence';
import { disposeOf, type MessageVerdict } from '../domain/disposition';
import { serviceFinding } from '../domain/findings';
import { identityOf } from '../domain/identity';
import { identityKey } from '../persistence/identity-key';
import type { Conclusion } from '../persistence/message.repository';
import { AnnounceSetAside } from './announce-set-aside';
import type { Assessment, Meaning } from './assessment';
import { EndWarnings } from './end-warnings';
import { IssueWarning } from './issue-warning';
import { contentOf } from './warning-content';

/** A stored message while it is judged. */
export interface MessageInHand {
  id: string;
  receivedAt: Date;
  /** It came inside a feed or another container. */
  part: boolean;
  /** Another message that has its identity already. */
  owner?: { contentSha256: Buffer };
  /** A place is kept for its warning. */
  awaited: boolean;
  /** A person has decided that it may act. */
  isReleased?: boolean;
}

/** The verdict to be stored, and the values of a new warning to be stored with it. */
export interface Applied {
  conclusion: Conclusion;
  newWarning: unknown[];
}

/** What a judged message does inside the transaction that stores its verdict. */
@Injectable()
export class ApplyMessage {
  constructor(
    private readonly issueWarning: IssueWarning,
    private readonly endWarnings: EndWarnings,
    private readonly announceSetAside: AnnounceSetAside,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute(tx: Transaction, stored: MessageInHand, judgement: Assessment, mode: Mode): Promise<Applied> {
    const { verdict, message, meaning, glimpse, findings } = judgement;
    if (judgement.alerts) return only({ verdict, outcome: 'container', mode, findings, ownsIdentity: false });
    if (!message || !meaning)
      return this.setAside(tx, stored, {
        verdict,
        outcome: verdict === 'rejected' ? 'rejected' : 'held',
        mode,
        findings,
        ...glimpse,
        ownsIdentity: false,
      });

    const read: Omit<Conclusion, 'outcome'> = {
      verdict,
      mode,
      findings,
      ...described(message, meaning),
      ownsIdentity: true,
    };
    if (stored.owner) return this.again(tx, stored, read, stored.owner);

    const disposition = disposeOf(verdict as MessageVerdict, message, stored.isReleased);
    const now = this.clock();
    switch (disposition.kind) {
      case 'issue': {
        const issued = await this.issueWarning.execute(tx, stored, { message, meaning }, findings, mode, now);
        const { warningId, codes, newWarning } = issued;
        const more = codes.map(serviceFinding);
        return { conclusion: { ...read, outcome: 'warning', warningId, findings: [...findings, ...more] }, newWarning };
      }
      case 'end': {
        const codes = await this.endWarnings.execute(tx, stored, message, mode, now);
        return only({ ...read, outcome: 'ending', findings: [...findings, ...codes.map(serviceFinding)] });
      }
      case 'set-aside': {
        const because = disposition.because ? [serviceFinding(disposition.because)] : [];
        const held = because.length > 0 ? ('held' as const) : verdict;
        const { outcome } = disposition;
        // What is held counts for nothing yet: the office may send it again, repaired, under the same identity.
        const ownsIdentity = outcome === 'kept';
        return this.setAside(tx, stored, {
          ...read,
          verdict: held,
          outcome,
          ownsIdentity,
          findings: [...because, ...findings],
        });
      }
    }
  }

  /**
   * Another message has the identity. Out of a feed the same alert comes again and again, which is nothing new; other
   * content under the same identity is a conflict that somebody has to look at.
   */
  private again(
    tx: Transaction,
    stored: MessageInHand,
    read: Omit<Conclusion, 'outcome'>,
    owner: { contentSha256: Buffer },
  ): Promise<Applied> | Applied {
    const mine = { ...read, ownsIdentity: false };
    if (stored.part && read.contentSha256?.equals(owner.contentSha256)) return only({ ...mine, outcome: 'duplicate' });
    const findings = [serviceFinding('alerting.same-identity-other-bytes'), ...read.findings];
    return this.setAside(tx, stored, { ...mine, outcome: 'conflict', findings });
  }

  private async setAside(tx: Transaction, stored: MessageInHand, conclusion: Conclusion): Promise<Applied> {
    await this.announceSetAside.execute(tx, stored, conclusion);
    return only(conclusion);
  }
}

function only(conclusion: Conclusion): Applied {
  return { conclusion, newWarning: [] };
}

/** What lists and answers show of a message, and what tells it from others. */
function described(message: CapMessage, { contentSha256 }: Meaning) {
  const { headline, event } = contentOf(message);
  return {
    sender: message.sender,
    identifier: message.identifier,
    status: message.status,
    msgType: message.msgType,
    sentAt: new Date(message.sent),
    headline: headline ?? event,
    identity: identityKey(identityOf(message)),
    contentSha256: Buffer.from(contentSha256, 'hex'),
  };
}
