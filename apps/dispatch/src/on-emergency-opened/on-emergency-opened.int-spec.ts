import { randomUUID } from 'node:crypto';
import { emergencyOpened } from '../../../../test/dispatch/dispatch-events';
import { DispatchInTest } from '../../../../test/dispatch/dispatch-in-test';

let dispatch: DispatchInTest;
beforeAll(async () => (dispatch = await DispatchInTest.start()));
beforeEach(() => dispatch.clear());
afterAll(() => dispatch.stop());

const emergencies = () => dispatch.database.query('select id, mode, state from dispatch.emergencies order by mode');

describe('an emergency that was opened', () => {
  it('is known with its mode, and nothing goes out', async () => {
    const [real, exercise] = [randomUUID(), randomUUID()];
    await dispatch.handle(emergencyOpened(real), emergencyOpened(exercise, 'exercise'));

    expect(await emergencies()).toEqual([
      { id: real, mode: 'actual', state: 'open' },
      { id: exercise, mode: 'exercise', state: 'open' },
    ]);
    expect(await dispatch.events()).toEqual([]);
  });

  it('that is delivered a second time has no second effect', async () => {
    const event = emergencyOpened(randomUUID());
    await dispatch.handle(event);
    const state = await dispatch.state();

    await dispatch.handle(event, event);

    expect(await dispatch.state()).toEqual(state);
  });
});
