import { emergencyOpened, ResettlementInTest } from '../../../../test/resettlement/resettlement-in-test';

let resettlement: ResettlementInTest;
beforeAll(async () => (resettlement = await ResettlementInTest.start()));
beforeEach(() => resettlement.clear());
afterAll(() => resettlement.stop());

it('an emergency is known once, however often it is told', async () => {
  const event = emergencyOpened('0198f7a0-0000-7000-8000-000000000010', 'exercise');
  await resettlement.handle(event, event);
  expect(await resettlement.database.query('select mode, state from resettlement.emergencies')).toEqual([
    { mode: 'exercise', state: 'open' },
  ]);
});
