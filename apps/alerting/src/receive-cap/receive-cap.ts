import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, newId, type Clock } from '@libs/kernel';
import { groupCommit, UnitOfWork } from '@libs/persistence';
import { MessageRepository, type NewMessage, type StoredMessage } from '../persistence/message.repository';
import type { JudgedMessage } from './conclude-message';
import { JudgeMessage } from './judge-message';

export interface Received extends JudgedMessage {
  /** False when the same bytes had been received before. */
  fresh: boolean;
}

/** Larger messages share no commit: the others would wait for their bytes. */
const SMALL_BYTES = 64 * 1024;

/**
 * Takes a CAP message in: first its bytes are stored, in a transaction of their own, so that nothing that happens while
 * it is judged can lose it; then it is judged and takes effect in a second one.
 */
@Injectable()
export class ReceiveCap {
  private readonly storeSmall = groupCommit<NewMessage, StoredMessage>({
    alone: (message) => this.messages.store(message),
    together: (all) => this.unitOfWork.run((tx) => this.messages.storeAll(tx, all)),
  });

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly messages: MessageRepository,
    private readonly judgeMessage: JudgeMessage,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute(command: { bytes: Buffer; contentType: string; receivedBy: string }): Promise<Received> {
    const id = newId();
    const { bytes, contentType, receivedBy } = command;
    const stored = await this.store({
      id,
      sha256: createHash('sha256').update(bytes).digest(),
      bytes,
      contentType,
      receivedAt: this.clock(),
      receivedBy,
    });
    const fresh = stored.id === id;
    if (isJudged(stored)) return { ...stored, fresh };
    return { ...(await this.judgeMessage.execute({ ...stored, bytes })), fresh };
  }

  private store(message: NewMessage): Promise<StoredMessage> {
    return message.bytes.length <= SMALL_BYTES ? this.storeSmall(message) : this.messages.store(message);
  }
}

function isJudged(message: StoredMessage): message is JudgedMessage {
  return message.judged !== undefined;
}
