import { Injectable } from '@nestjs/common';
import { Wakes } from '@libs/cache';
import { UnitOfWork } from '@libs/persistence';
import { BoardProjection } from './board.projection';
import type { Fact } from './fact';
import { BOARD_CHANGED } from './live-stream/live-stream';

/** Takes facts onto the board, and lets the consoles of every replica know as soon as they are committed. */
@Injectable()
export class Board {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly projection: BoardProjection,
    private readonly wakes: Wakes,
  ) {}

  async execute(facts: readonly Omit<Fact, 'position'>[]): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      await this.projection.apply(tx, facts);
      tx.afterCommit(this.wake);
    });
  }

  /** One function for all calls: it runs once per commit. */
  private readonly wake = (): void => this.wakes.send(BOARD_CHANGED);
}
