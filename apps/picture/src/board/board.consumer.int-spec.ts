import { eventually } from '@libs/testing';
import { emergencyStory, messageSetAside } from '../../../../test/picture/facts';
import { startPicture, type PictureInTest } from '../../../../test/picture/picture-in-test';

let picture: PictureInTest;

beforeAll(async () => {
  picture = await startPicture();
});

afterAll(() => picture.stop());

const head = async () =>
  (await picture.database.query<{ position: string }>('select position from picture.stream_head'))[0]!.position;

describe('the board, told by events', () => {
  it('shows what was published, in the live stream and over HTTP', async () => {
    const console = await picture.connect();
    await console.hears(1);
    const { facts, emergencyId, warningId } = emergencyStory();
    await picture.publish(...facts);
    await eventually(() => console.changes.some(({ event, data }) => event === 'emergency' && data.state === 'closed'));
    console.leave();

    const { body } = await picture.get(`/api/picture/emergencies/${emergencyId}`);
    expect(body).toMatchObject({ id: emergencyId, state: 'closed', mode: 'actual' });
    expect(body.timeline.map(({ code }: { code: string }) => code).sort()).toEqual(
      facts.map(({ code }) => code).sort(),
    );
    expect((await picture.get(`/api/picture/warnings/${warningId}`)).body).toMatchObject({
      state: 'cancelled',
      area: { description: '华池县' },
    });
  });

  it('is not changed by events that are delivered again', async () => {
    const { facts } = emergencyStory({ mode: 'exercise' });
    await picture.publish(...facts);
    await eventually(async () =>
      (await lists()).emergencies.some(({ state, mode }) => state === 'closed' && mode === 'exercise'),
    );
    const [before, position] = [await lists(), await head()];
    await picture.database.query(`insert into bus.log (topic, key, event_id, type, payload, headers)
      select topic, key, event_id, type, payload, headers from bus.log order by position`);
    const last = messageSetAside();
    await picture.publish(last);
    await eventually(async () => (await lists()).messages.some(({ id }) => id === last.data.messageId));

    const after = await lists();
    expect(after.emergencies).toEqual(before.emergencies);
    expect(after.warnings).toEqual(before.warnings);
    expect(Number(await head())).toBe(Number(position) + 1);
  });

  it('is listed page by page, each mode apart where that is asked for', async () => {
    await picture.publish(...Array.from({ length: 7 }, () => messageSetAside()));
    await eventually(async () => (await lists()).messages.length >= 8);
    const first = (await picture.get('/api/picture/messages?limit=5')).body;
    const second = (await picture.get(`/api/picture/messages?limit=5&cursor=${first.next}`)).body;
    const ids = [...first.items, ...second.items].map(({ id }: { id: string }) => id);

    expect(new Set(ids).size).toBe(10);
    expect((await picture.get('/api/picture/emergencies?filter[mode]=exercise')).body.items).toHaveLength(1);
    expect((await picture.get('/api/picture/warnings?filter[state]=nonsense')).status).toBe(400);
    expect((await picture.get('/api/picture/warnings/0198f7a0-0000-7000-8000-00000000ffff')).status).toBe(404);
  });
});

async function lists() {
  const { body } = await picture.get('/api/picture/snapshot');
  return body as Record<'emergencies' | 'warnings' | 'messages', { id: string; state: string; mode: string }[]>;
}
