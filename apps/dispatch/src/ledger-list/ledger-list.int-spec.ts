import { ledgerImported, person, teamChanged } from '../../../../test/dispatch/dispatch-events';
import { DispatchInTest } from '../../../../test/dispatch/dispatch-in-test';

let dispatch: DispatchInTest;
beforeAll(async () => (dispatch = await DispatchInTest.start()));
afterAll(() => dispatch.stop());

const ledgers = async () => (await dispatch.get('/ledgers', person('registry-clerk'))).json().items as unknown;

it('a ledger is complete when as many records are here as the register said, withdrawn ones not counted', async () => {
  const none = { ledger: 'machines', here: 0, total: null, complete: false };
  expect(await ledgers()).toEqual([none, { ledger: 'teams', here: 0, total: null, complete: false }]);

  await dispatch.handle(teamChanged(), teamChanged({ withdrawn: true }), ledgerImported('teams', 2));
  expect(await ledgers()).toEqual([none, { ledger: 'teams', here: 1, total: 2, complete: false }]);

  await dispatch.handle(teamChanged());
  expect(await ledgers()).toEqual([none, { ledger: 'teams', here: 2, total: 2, complete: true }]);

  await dispatch.handle(ledgerImported('machines', 0));
  expect(await ledgers()).toMatchObject([{ ...none, total: 0, complete: true }, { complete: true }]);
});
