import { Injectable } from '@nestjs/common';
import { Database } from '@libs/persistence';

const AT_ONCE = 5_000;

/** Deletes what no console will ask for any more: whoever was away for longer gets a snapshot. */
@Injectable()
export class StreamTrimming {
  constructor(private readonly database: Database) {}

  /** In small transactions, so that nobody waits. */
  async execute(keepHours: number): Promise<void> {
    for (;;) {
      const deleted = await this.database.query(
        `delete from picture.stream where position in (select position from picture.stream
             where at < now() - make_interval(hours => $1) order by position limit $2) returning 1`,
        [keepHours, AT_ONCE],
      );
      if (deleted.length < AT_ONCE) return;
    }
  }
}
