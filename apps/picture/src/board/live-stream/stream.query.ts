import { Injectable } from '@nestjs/common';
import { Database } from '@libs/persistence';
import { BOARD_SNAPSHOT } from '../board.query';

/** One change, as it is sent. */
export interface StreamEntry {
  position: number;
  kind: string;
  /** JSON text of the item. */
  data: string;
}

/** The whole board as it stood at a position. */
export interface BoardSnapshot {
  /** Tells one board from its rebuilt successor, whose positions begin anew. */
  epoch: string;
  position: number;
  /** JSON text. */
  data: string;
}

interface EntryRow {
  position: string;
  kind: string;
  data: string;
}

/** All that the live stream reads; independent of how many are listening. */
@Injectable()
export class StreamQuery {
  constructor(private readonly database: Database) {}

  async head(): Promise<{ epoch: string; position: number }> {
    const [row] = await this.database.query<{ epoch: string; position: string }>(
      'select epoch, position from picture.stream_head',
    );
    return { epoch: row!.epoch, position: Number(row!.position) };
  }

  /** At most `limit` changes after the position, oldest first. */
  async after(position: number, limit: number): Promise<StreamEntry[]> {
    const rows = await this.database.query<EntryRow>(
      'select position, kind, data from picture.stream where position > $1 order by position limit $2',
      [position, limit],
    );
    return rows.map((row) => ({ ...row, position: Number(row.position) }));
  }

  /** One statement, so that board and position are of one moment. */
  async snapshot(timeZone: string): Promise<BoardSnapshot> {
    const [row] = await this.database.query<{ epoch: string; position: string; data: string }>(BOARD_SNAPSHOT, [
      timeZone,
    ]);
    return { epoch: row!.epoch, position: Number(row!.position), data: row!.data };
  }
}
