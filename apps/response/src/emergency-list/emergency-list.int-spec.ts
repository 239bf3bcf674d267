import { randomUUID } from 'node:crypto';
import { areaOf, ResponseInTest } from '../../../../test/response/response-in-test';

let response: ResponseInTest;
const ids: Record<'flood' | 'other' | 'exercise', string> = { flood: '', other: '', exercise: '' };

beforeAll(async () => {
  response = await ResponseInTest.start();
  ids.flood = (await response.openEmergency()).emergencyId;
  ids.other = (await response.openEmergency({ area: areaOf('621021') })).emergencyId;
  ids.exercise = (await response.openEmergency({}, 'exercise')).emergencyId;
});
afterAll(() => response.stop());

const idsOf = (answer: { json(): { items: { id: string }[] } }) => answer.json().items.map(({ id }) => id);

describe('the list of emergencies', () => {
  it('begins with the newest, and says of each what it is', async () => {
    const answer = await response.get('');

    expect(idsOf(answer)).toEqual([ids.exercise, ids.other, ids.flood]);
    expect(answer.json().items[2]).toEqual({
      id: ids.flood,
      mode: 'actual',
      hazard: 'flood',
      title: { 'zh-CN': expect.stringContaining('暴雨洪涝'), en: expect.stringContaining('Qingyang') },
      divisionCodes: ['621023'],
      state: 'open',
      reason: expect.stringContaining('emergency-opening.flood'),
      draftRule: true,
      openedAt: expect.any(String),
      closedAt: null,
      cancelledAt: null,
    });
  });

  it.each([
    ['filter[mode]=exercise', ['exercise']],
    ['filter[mode]=actual&filter[hazard]=flood&sort=openedAt', ['flood', 'other']],
    ['filter[state]=closed', []],
  ] as const)('is filtered and sorted: %s', async (query, names) =>
    expect(idsOf(await response.get(`?${query}`))).toEqual(names.map((name) => ids[name])),
  );

  it('is paged by a cursor without gap or repetition', async () => {
    const first = await response.get('?limit=2');
    const next = await response.get(`?limit=2&cursor=${encodeURIComponent(first.json().next as string)}`);
    expect([...idsOf(first), ...idsOf(next)]).toEqual([ids.exercise, ids.other, ids.flood]);
  });

  it('refuses a filter that is none', async () =>
    expect((await response.get('?filter[mode]=real')).statusCode).toBe(400));
});

describe('one emergency', () => {
  it('comes with its warnings, and with its version as the ETag', async () => {
    const answer = await response.get(`/${ids.flood}`);

    const { version, warnings } = answer.json();
    expect(answer.headers.etag).toBe(`"${version}"`);
    expect(warnings).toMatchObject([{ headline: expect.any(String), inForce: true, how: 'opened' }]);
  });

  it('that is none is not found', async () => {
    const answer = await response.get(`/${randomUUID()}`);
    expect([answer.statusCode, answer.json().code]).toEqual([404, 'emergency.not-found']);
  });
});
