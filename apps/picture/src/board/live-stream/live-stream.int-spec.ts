import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '@libs/testing';
import { startBoard, type BoardInTest } from '../../../../../test/picture/board-in-test';
import type { ConsoleInTest } from '../../../../../test/picture/console-in-test';
import { issued, messageSetAside } from '../../../../../test/picture/facts';
import { startLivePicture, type LivePictureInTest } from '../../../../../test/picture/live-picture-in-test';

let board: BoardInTest;
let picture: LivePictureInTest;
const consoles: ConsoleInTest[] = [];

beforeAll(async () => {
  board = await startBoard();
});

beforeEach(async () => {
  await board.clear();
  picture = await startLivePicture(board.url);
});

afterEach(async () => {
  for (const console of consoles.splice(0)) console.leave();
  await picture.stop();
});

afterAll(() => board.stop());

/** Tells the board a message that was held, and wakes the stream as the consumer does. */
async function change(): Promise<string> {
  const fact = messageSetAside();
  await board.tell(fact);
  picture.live.wake();
  return fact.data.messageId;
}

async function listen(lastEventId?: string, options?: Parameters<LivePictureInTest['connect']>[1]) {
  const console = await picture.connect(lastEventId, options);
  consoles.push(console);
  return console;
}

const idsOf = (console: ConsoleInTest) =>
  console.changes.map(({ event, data }) => (event === 'snapshot' ? event : data.id));

describe('the live stream', () => {
  it('sends the board, and then every change with its mode', async () => {
    const before = await change();
    const console = await listen();
    await console.hears(1);
    const after = await change();
    await console.hears(2);

    expect(console.response.headers['content-type']).toBe('text/event-stream; charset=utf-8');
    expect(console.changes[0]).toMatchObject({ event: 'snapshot', data: { messages: [{ id: before }] } });
    expect(console.changes[1]).toMatchObject({
      event: 'message',
      data: { id: after, mode: 'actual', outcome: 'held' },
    });
  });

  it('is packed for a console that understands it', async () => {
    const before = await change();
    const console = await listen(undefined, { headers: { 'accept-encoding': 'gzip, deflate, br' } });
    await console.hears(1);
    const after = await change();
    await console.hears(2);

    expect(console.response.headers['content-encoding']).toBe('gzip');
    expect(console.changes[0]).toMatchObject({ event: 'snapshot', data: { messages: [{ id: before }] } });
    expect(console.changes[1]).toMatchObject({ event: 'message', data: { id: after } });
  });

  it('is for whoever is signed in and on duty, and for nobody else', async () => {
    const feed = await picture.issuer.token({ roles: ['feed'] });
    const { headers } = await fetch(`${picture.url}/api/picture/stream`);

    expect((await fetch(`${picture.url}/api/picture/stream`)).status).toBe(401);
    expect(headers.get('content-type')).toContain('application/problem+json');
    expect((await listen(undefined, { token: feed })).response.statusCode).toBe(403);
  });

  it('goes on after a gap without loss and without repeating', async () => {
    const console = await listen();
    await console.hears(1);
    const first = await change();
    await console.hears(2);
    console.leave();
    const missed = [await change(), await change(), await change()];

    const back = await listen(console.lastEventId);
    const next = await change();
    await back.hears(4);
    expect(idsOf(console)).toEqual(['snapshot', first]);
    expect(idsOf(back)).toEqual([...missed, next]);
  });

  it('goes on at another process, or after a restart, without loss', async () => {
    const console = await listen();
    await console.hears(1);
    await change();
    await console.hears(2);
    await picture.stop();
    const missed = [await change(), await change()];
    picture = await startLivePicture(board.url);

    const back = await listen(undefined, { path: `/api/picture/stream?after=${console.lastEventId}` });
    await back.hears(2);
    expect(idsOf(back)).toEqual(missed);
  });

  it('sends the whole board to whoever was away for longer than is remembered, or comes from another board', async () => {
    await picture.stop();
    picture = await startLivePicture(board.url, { streamMemoryEntries: 3 });
    const console = await listen();
    await console.hears(1);
    console.leave();
    for (let i = 0; i < 5; i++) await change();
    await eventually(() => picture.live.snapshot().then(({ position }) => position === 5));

    for (const id of [console.lastEventId, 'elsewhere-3', `${console.lastEventId!.split('-')[0]}-900`]) {
      const back = await listen(id);
      await back.hears(1);
      expect(back.changes[0]).toMatchObject({ event: 'snapshot', data: { messages: { length: 5 } } });
    }
  });

  it('sees changes that another process has made, without being woken', async () => {
    const console = await listen();
    await console.hears(1);
    const fact = messageSetAside();
    await board.tell(fact);

    await console.hears(2);
    expect(idsOf(console)).toEqual(['snapshot', fact.data.messageId]);
  });

  it('stays when a look at the database was slow, and what it saw is old by the time it comes back', async () => {
    const slow = await startLivePicture(board.url, { streamPollMs: 10 });
    const { stream } = slow;
    const look = stream.head.bind(stream);
    stream.head = async () => {
      const seen = await look();
      await pause(50);
      return seen;
    };
    try {
      const console = await slow.connect();
      consoles.push(console);
      await console.hears(1);
      const all: string[] = [];
      for (let round = 0; round < 20; round++) {
        all.push(await change());
        slow.live.wake();
        await pause(10);
      }

      await eventually(() => expect(idsOf(console)).toEqual(['snapshot', ...all]));
      expect(console.isOpen).toBe(true);
    } finally {
      await slow.stop();
    }
  });

  it('asks the database as often for 300 consoles that come at once as for one', async () => {
    await board.tell(...Array.from({ length: 50 }, () => issued()));
    const queries = jest.spyOn(board.database.constructor.prototype as { query: () => unknown }, 'query');
    const countFor = async (count: number) => {
      queries.mockClear();
      const all = await Promise.all(Array.from({ length: count }, () => listen()));
      await Promise.all(all.map((console) => console.hears(1)));
      const asked = queries.mock.calls.map((call) => String((call as unknown[])[0]));
      return asked.filter((sql) => sql.includes('jsonb_agg') || sql.includes('picture.stream where')).length;
    };

    expect(await countFor(300)).toBeLessThanOrEqual(3);
    expect(await countFor(300)).toBeLessThanOrEqual(1);
    queries.mockRestore();
  });

  it('cuts off a console that does not read, and serves the others', async () => {
    await picture.stop();
    picture = await startLivePicture(board.url, { streamMaxWaiting: 50_000 });
    const [slow, quick] = [await listen(), await listen()];
    await Promise.all([slow.hears(1), quick.hears(1)]);
    slow.response.pause();
    const large = () =>
      board.tell(...Array.from({ length: 100 }, () => messageSetAside({ headline: '雨'.repeat(1000) })));
    let told = 0;
    await eventually(
      async () => {
        await large();
        told += 100;
        picture.live.wake();
        slow.response.socket.resume();
        return !slow.response.socket || slow.response.socket.destroyed || told > 20_000;
      },
      { timeoutMs: 90_000 },
    );

    await quick.hears(told + 1);
    expect(quick.isOpen).toBe(true);
    expect(told).toBeLessThan(20_000);
  });

  it('ends with the session', async () => {
    await picture.stop();
    picture = await startLivePicture(board.url, { streamRecheckMs: 100 });
    const token = await picture.issuer.token({ roles: ['duty-officer'], sessionId: 'this one' });
    const console = await listen(undefined, { token });
    await console.hears(1);
    picture.issuer.end('this one');

    await eventually(() => !console.isOpen);
  });

  it('says that it is alive when nothing happens', async () => {
    await picture.stop();
    picture = await startLivePicture(board.url, { streamPingMs: 100 });
    const console = await listen();

    await eventually(() => console.heard.filter(({ event }) => event === 'ping').length >= 2);
  });

  it('sends a console back to try again when the database cannot be asked, and serves it once it can', async () => {
    await board.database.query('alter table picture.stream_head rename to gone');
    await picture.stop();
    picture = await startLivePicture(board.url);
    const console = await listen();
    await eventually(() => !console.isOpen);
    await board.database.query('alter table picture.gone rename to stream_head');

    const back = await listen();
    await back.hears(1);
    expect(back.changes[0]!.event).toBe('snapshot');
  });

  it('ends at once for everybody when the process is told to stop', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => listen()));
    await Promise.all(all.map((console) => console.hears(1)));
    await picture.stop();

    await eventually(() => all.every(({ isOpen }) => !isOpen));
    picture = await startLivePicture(board.url);
  });

  it('begins anew for everybody when the board was built anew', async () => {
    const console = await listen();
    await console.hears(1);
    await change();
    await console.hears(2);
    await board.database.query(`update picture.stream_head set epoch = 'another'`);

    await eventually(() => !console.isOpen);
    const back = await listen(console.lastEventId);
    await back.hears(1);
    expect(back.changes[0]!.event).toBe('snapshot');
  });
});
