import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '@libs/persistence';
import { BoardProjection } from './board.projection';
import type { Fact } from './fact';
import { LiveStream } from './live-stream/live-stream';

/** Takes facts onto the board, and lets the consoles know as soon as they are committed. */
@Injectable()
export class Board {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly projection: BoardProjection,
    private readonly live: LiveStream,
  ) {}

  async execute(facts: readonly Omit<Fact, 'position'>[]): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      await this.projection.apply(tx, facts);
      tx.afterCommit(this.wake);
    });
  }

  /** One function for all calls: it runs once per commit. */
  private readonly wake = (): void => this.live.wake();
}
