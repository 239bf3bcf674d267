import type { ReadModel } from '../persistence/read-model';
import { BoardProjection, lockHead, SHOWN_FACTS } from './board.projection';
import { THREAD_TABLES } from './thread-tables';

const projection = new BoardProjection();

/** The board, for a rebuild. */
export const BOARD_READ_MODEL: ReadModel = {
  group: 'picture.board.v1',
  facts: SHOWN_FACTS,
  tables: [
    'emergencies',
    'warnings',
    'emergency_warnings',
    'messages',
    'feeds',
    'timeline',
    'levels',
    'proposals',
    ...THREAD_TABLES.map(({ name }) => name),
    'counted_persons',
    'emergency_figures',
  ],
  async lock(tx) {
    await lockHead(tx);
  },
  fold: (tx, events) => projection.applyUnseen(tx, events),
  // Another epoch: the consoles that listen come back by themselves, and get the board as it is now.
  async finish(tx) {
    await tx.query('delete from picture.stream');
    await tx.query(
      `update picture.stream_head set epoch = substr(md5(clock_timestamp()::text || random()::text), 1, 8)`,
    );
  },
};
