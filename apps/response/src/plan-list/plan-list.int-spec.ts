import { ResponseInTest } from '../../../../test/response/response-in-test';

let response: ResponseInTest;
beforeAll(async () => (response = await ResponseInTest.start()));
afterAll(() => response.stop());

it('the plans are shown with source, evidence and what is a draft', async () => {
  const { items } = (await response.getPlans()).json();

  expect(items.map(({ id, draft }: { id: string; draft: boolean }) => [id, draft])).toEqual([
    ['drought-demonstration', true],
    ['relief-demonstration', true],
    ['national-relief-2024', false],
  ]);
  expect(items[2].rows[0]).toMatchObject({ level: 'I', evidence: 'V', draft: false });
  expect(items[2].source.en).toContain('[2024] 11');
});
