import { startBoard, type BoardInTest } from '../../../../test/picture/board-in-test';
import { messageSetAside } from '../../../../test/picture/facts';
import { StreamTrimming } from './trim-stream';

let board: BoardInTest;

beforeAll(async () => {
  board = await startBoard();
});

afterAll(() => board.stop());

describe('trimming the stream', () => {
  it('deletes old changes only, and none of the board', async () => {
    await board.tell(...Array.from({ length: 6000 }, () => messageSetAside()));
    await board.database.query(`update picture.stream set at = now() - interval '25 hours'`);
    await board.tell(messageSetAside());
    await new StreamTrimming(board.database).execute(24);

    expect(await board.database.query('select position::int from picture.stream')).toEqual([{ position: 6001 }]);
    expect(await board.database.query('select position::int from picture.stream_head')).toEqual([{ position: 6001 }]);
    expect(await board.database.query('select count(*)::int from picture.messages')).toEqual([{ count: 6001 }]);
  });
});
