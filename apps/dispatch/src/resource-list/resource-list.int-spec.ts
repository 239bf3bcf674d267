import { machineChanged, teamChanged } from '../../../../test/dispatch/dispatch-events';
import { DispatchInTest } from '../../../../test/dispatch/dispatch-in-test';

let dispatch: DispatchInTest;
const pumps = teamChanged({ code: 'T-1', divisionCode: '621021', strength: 30, capabilities: ['pumping'] });
const both = teamChanged({ code: 'T-2', strength: 200, capabilities: ['flood-rescue', 'pumping'] });
const away = teamChanged({ code: 'T-3', divisionCode: '621021103', strength: 5, capabilities: ['medical'] });

beforeAll(async () => {
  dispatch = await DispatchInTest.start();
  await dispatch.handle(
    pumps,
    both,
    away,
    teamChanged({ code: 'T-4', withdrawn: true }),
    machineChanged({ code: 'M-1', teamId: both.teamId }),
    machineChanged({ code: 'M-2', kind: 'pump', divisionCode: '621021' }),
    machineChanged({ code: 'M-3', kind: 'pump', teamId: pumps.teamId }),
    machineChanged({ code: 'M-4', withdrawn: true }),
  );
  await dispatch.mission('accepted', { teamId: both.teamId });
  await dispatch.mission('requested', {
    teamId: pumps.teamId,
    emergencyId: await dispatch.openEmergency('exercise'),
  });
  await dispatch.mission('released', { teamId: away.teamId });
});
afterAll(() => dispatch.stop());

const codes = async (path: string) =>
  ((await dispatch.get(`/resources/${path}`)).json() as { items: { code: string }[] }).items.map(({ code }) => code);

describe('the teams', () => {
  it('that the register holds are shown with the modes in which they are free', async () =>
    expect((await dispatch.get('/resources/teams')).json().items).toMatchObject([
      { id: pumps.teamId, code: 'T-1', divisionCode: '621021', strength: 30, freeIn: ['actual', 'test'] },
      {
        code: 'T-2',
        name: '正宁县应急救援一队',
        capabilities: ['flood-rescue', 'pumping'],
        freeIn: ['exercise', 'test'],
      },
      { code: 'T-3', freeIn: ['actual', 'exercise', 'test'] },
    ]));

  it.each([
    ['filter[free]=actual', ['T-1', 'T-3']],
    ['filter[free]=exercise', ['T-2', 'T-3']],
    ['filter[capability]=pumping', ['T-1', 'T-2']],
    ['filter[capability]=pumping&filter[free]=actual', ['T-1']],
    ['filter[capability]=medical&filter[capability]=flood-rescue', ['T-2', 'T-3']],
    ['filter[division]=621021', ['T-1', 'T-3']],
    ['filter[code]=T-2', ['T-2']],
    ['sort=-strength', ['T-2', 'T-1', 'T-3']],
    ['sort=strength&limit=1', ['T-3']],
  ])('are filtered and sorted: %s', async (query, expected) => expect(await codes(`teams?${query}`)).toEqual(expected));

  it('are asked for by a mode that exists', async () =>
    expect((await dispatch.get('/resources/teams?filter[free]=true')).statusCode).toBe(400));
});

describe('the machines', () => {
  it('are free while their team is, and always where they belong to none', async () =>
    expect((await dispatch.get('/resources/machines')).json().items).toMatchObject([
      { code: 'M-1', kind: 'excavator', teamId: both.teamId, freeIn: ['exercise', 'test'] },
      { code: 'M-2', kind: 'pump', teamId: null, freeIn: ['actual', 'exercise', 'test'] },
      { code: 'M-3', kind: 'pump', freeIn: ['actual', 'test'] },
    ]));

  it.each([
    ['filter[free]=actual', ['M-2', 'M-3']],
    ['filter[capability]=pump', ['M-2', 'M-3']],
    ['filter[division]=621021', ['M-2']],
  ])('are filtered: %s', async (query, expected) => expect(await codes(`machines?${query}`)).toEqual(expected));

  it('are filtered by their team', async () =>
    expect(await codes(`machines?filter[team]=${both.teamId}`)).toEqual(['M-1']));
});
