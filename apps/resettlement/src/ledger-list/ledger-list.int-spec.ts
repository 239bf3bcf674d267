import { ledgerImported, ResettlementInTest } from '../../../../test/resettlement/resettlement-in-test';

let resettlement: ResettlementInTest;
beforeAll(async () => (resettlement = await ResettlementInTest.start()));
beforeEach(() => resettlement.clear());
afterAll(() => resettlement.stop());

it('a ledger is complete when as many records are here as the register said', async () => {
  await resettlement.proposed(2);
  await resettlement.handle(ledgerImported('households', 2), ledgerImported('zones', 2));
  expect((await resettlement.get('/ledgers')).json().items).toEqual([
    { ledger: 'households', here: 2, total: 2, complete: true },
    { ledger: 'shelters', here: 0, total: null, complete: false },
    { ledger: 'zones', here: 1, total: 2, complete: false },
  ]);
});
