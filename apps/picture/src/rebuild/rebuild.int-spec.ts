import { UnitOfWork } from '@libs/persistence';
import { eventually } from '@libs/testing';
import { emergencyStory, messageSetAside } from '../../../../test/picture/facts';
import { startPicture, type PictureInTest } from '../../../../test/picture/picture-in-test';
import { READ_MODELS } from '../../../../test/picture/read-models';
import { threadStory, zones } from '../../../../test/picture/thread-story';
import { InProcessLog } from './event-log';
import { Rebuild } from './rebuild';

let picture: PictureInTest;
let rebuild: Rebuild;

beforeAll(async () => {
  picture = await startPicture();
  rebuild = new Rebuild(new UnitOfWork(picture.database, 'picture'), new InProcessLog());
});

afterAll(() => picture.stop());

const differing = async () => {
  const { tables } = await rebuild.execute(READ_MODELS);
  return tables.filter(({ before, after }) => before !== after).map(({ table }) => table);
};

describe('a rebuild', () => {
  it('comes to the same rows, finds and mends one that was tampered with, and the product goes on', async () => {
    const { facts, emergencyId } = threadStory();
    const story = [...emergencyStory().facts, ...facts];
    await picture.publish(...story, ...zones(3));
    await eventually(async () => {
      const [row] = await picture.database.query<{ lines: string; zones: string }>(
        'select (select count(*) from picture.timeline) as lines, (select count(*) from picture.zones) as zones',
      );
      expect(row).toEqual({ lines: String(story.length), zones: '3' });
    });

    expect(await differing()).toEqual([]);

    await picture.database.query(`update picture.emergency_figures set evacuated = 4000 where emergency_id = $1`, [
      emergencyId,
    ]);
    await picture.database.query(`update picture.zones set household_count = household_count + 1`);
    expect(await differing()).toEqual(['emergency_figures', 'zones']);
    expect(await differing()).toEqual([]);
    const { body } = await picture.get(`/api/picture/emergencies/${emergencyId}/figures`);
    expect(body.evacuated.value).toBe(4);

    const last = messageSetAside();
    await picture.publish(last);
    await eventually(async () => {
      const { body: snapshot } = await picture.get('/api/picture/snapshot');
      return snapshot.messages.some(({ id }: { id: string }) => id === last.data.messageId);
    });
    expect(await differing()).toEqual([]);
  });
});
