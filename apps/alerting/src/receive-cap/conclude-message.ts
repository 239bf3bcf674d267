import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock, type Mode } from '@libs/kernel';
import { groupCommit, UnitOfWork, type Transaction } from '@libs/persistence';
import { modeOf } from '../domain/disposition';
import { identityOf } from '../domain/identity';
import { identityKey } from '../persistence/identity-key';
import { MessageRepository, type StoredMessage, type TakenMessage } from '../persistence/message.repository';
import { ApplyMessage, type Applied, type MessageInHand } from './apply-message';
import type { Assessment } from './assessment';
import { contextIn } from './in-mode';
import { sentAgainAfterRace } from './races';

export interface JudgedMessage extends StoredMessage {
  judged: NonNullable<StoredMessage['judged']>;
  /** For a container: what became of each alert inside. */
  parts?: JudgedMessage[];
}

interface ToConclude {
  message: Pick<MessageInHand, 'id' | 'receivedAt' | 'part'>;
  judgement: Assessment;
  mode: Mode;
  identity: Buffer | undefined;
  /** Runs work as the one who handed the message in. */
  within: <T>(work: () => T) => T;
}

/** Lets a judged message take effect: verdict, warning, audit and events in one transaction. */
@Injectable()
export class ConcludeMessage {
  private readonly shared = groupCommit<ToConclude, JudgedMessage>({
    alone: (one) => this.alone(one),
    together: (all) => this.together(all),
  });

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly messages: MessageRepository,
    private readonly applyMessage: ApplyMessage,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  execute(message: ToConclude['message'], judgement: Assessment): Promise<JudgedMessage> {
    const mode = modeOf(judgement.message?.status);
    const identity = judgement.message && identityKey(identityOf(judgement.message));
    const one = { message, judgement, mode, identity, within: contextIn(mode) };
    return isFirstIssue(judgement) ? this.shared(one) : this.alone(one);
  }

  private alone(one: ToConclude): Promise<JudgedMessage> {
    return sentAgainAfterRace(() => this.unitOfWork.run(async (tx) => (await this.concludeAll(tx, [one]))[0]!));
  }

  /** Of one identity the first only: what the others are is known once that is committed. */
  private async together(all: readonly ToConclude[]): Promise<JudgedMessage[]> {
    const firsts = [...new Map(all.toReversed().map((one) => [one.identity!.toString('hex'), one])).values()];
    const concluded = await this.unitOfWork.run((tx) => this.concludeAll(tx, firsts));
    const results = new Map(firsts.map((one, i) => [one, concluded[i]!]));
    for (const one of all) if (!results.has(one)) results.set(one, await this.alone(one));
    return all.map((one) => results.get(one)!);
  }

  private async concludeAll(tx: Transaction, all: readonly ToConclude[]): Promise<JudgedMessage[]> {
    const taken = await this.messages.take(
      tx,
      all.map(({ message: { id }, identity, mode }) => ({ id, identity, mode })),
    );
    const concluded: JudgedMessage[] = [];
    for (const [i, one] of all.entries()) concluded.push(await one.within(() => this.conclude(tx, one, taken[i]!)));
    return concluded;
  }

  private async conclude(
    tx: Transaction,
    { message, judgement, mode }: ToConclude,
    { stored, ...known }: TakenMessage,
  ): Promise<JudgedMessage> {
    if (stored.judged) return { ...stored, judged: stored.judged };
    const applied = await this.applyMessage.execute(tx, { ...message, ...known }, judgement, mode);
    await this.save(tx, message.id, applied);
    return { ...stored, judged: applied.conclusion };
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

/** An Alert that names nothing waits for no other warning, so it cannot hold up those that it shares a commit with. */
function isFirstIssue({ message }: Assessment): boolean {
  return message?.msgType === 'Alert' && message.references.length === 0;
}
