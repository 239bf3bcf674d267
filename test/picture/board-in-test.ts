import { Database, migrate, UnitOfWork } from '@libs/persistence';
import { createTestDatabase } from '@libs/testing';
import { BoardProjection } from '../../apps/picture/src/board/board.projection';
import { BOARD_SNAPSHOT, TIMELINE_OF } from '../../apps/picture/src/board/board.query';
import { BOARD_READ_MODEL } from '../../apps/picture/src/board/board-read-model';
import { READ_MODEL } from '../../apps/picture/src/persistence/schema';
import type { ToldFact } from './facts';

type Item = Record<string, unknown> & { id: string; mode: string; state: string };

/** Everything of the board but the live stream's positions. */
export interface BoardContent {
  emergencies: Item[];
  warnings: Item[];
  messages: Item[];
  feeds: Item[];
}

/** A board on a database of its own, told facts directly. */
export interface BoardInTest {
  url: string;
  database: Database;
  /** Folds the facts in one transaction. */
  tell(...facts: readonly ToldFact[]): Promise<void>;
  snapshot(): Promise<BoardContent>;
  timeline(emergencyId: string): Promise<{ code: string; position: number }[]>;
  /** The board and its timelines, sorted, without positions: to be compared. */
  content(): Promise<unknown>;
  clear(): Promise<void>;
  stop(): Promise<void>;
}

export async function startBoard(): Promise<BoardInTest> {
  const { url, drop } = await createTestDatabase();
  await migrate(url, [{ schema: 'picture', migrations: READ_MODEL }]);
  const database = await Database.open({ url });
  const unitOfWork = new UnitOfWork(database, 'picture');
  const projection = new BoardProjection();

  const snapshot = async (): Promise<BoardContent> => {
    const [row] = await database.query<{ data: string }>(BOARD_SNAPSHOT, ['Asia/Shanghai']);
    return JSON.parse(row!.data) as BoardContent;
  };
  const timeline = async (emergencyId: string) =>
    (await database.query<{ item: { code: string; position: number } }>(TIMELINE_OF, [emergencyId])).map(
      ({ item }) => item,
    );

  return {
    url,
    database,
    snapshot,
    timeline,
    tell: (...facts) => unitOfWork.run((tx) => projection.apply(tx, facts)),
    async content() {
      const { emergencies, warnings, messages } = await snapshot();
      const timelines = await Promise.all(
        emergencies.map(async ({ id }) => (await timeline(id)).map(({ position: _, ...entry }) => entry)),
      );
      return [emergencies, warnings, messages, timelines].map((items) =>
        (items as unknown[]).map((item) => JSON.stringify(item)).sort(),
      );
    },
    async clear() {
      await database.query(
        `truncate picture.stream, ${BOARD_READ_MODEL.tables.map((table) => `picture.${table}`).join(', ')}`,
      );
      await database.query('update picture.stream_head set position = 0');
    },
    async stop() {
      await database.close();
      await drop();
    },
  };
}
