import { person } from '../../../../test/dispatch/dispatch-events';
import { describeMissionStep } from '../../../../test/dispatch/mission-step';

const dispatch = describeMissionStep({
  step: 'cancel',
  from: 'requested',
  to: 'cancelled',
  role: 'dispatcher',
  body: { reason: '险情已解除' },
  data: { reason: '险情已解除' },
  afterTheEnd: true,
});

it.each(['accepted', 'departed'] as const)('a mission that is %s is cancelled as well', async (state) => {
  const { missionId } = await dispatch().mission(state);

  expect((await dispatch().step(missionId, 'cancel', person('dispatcher'))).statusCode).toBe(204);
  expect(await dispatch().stateOf(missionId)).toBe('cancelled');
});

it('of a cancellation and an arrival at the same time one is heard', async () => {
  const { missionId } = await dispatch().mission('departed');

  const answers = await Promise.all(['cancel', 'arrive'].map((step) => dispatch().step(missionId, step)));

  expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([204, 409]);
  expect(await dispatch().events()).toHaveLength(1);
});
