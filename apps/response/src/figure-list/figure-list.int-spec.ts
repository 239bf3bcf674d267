import { randomUUID } from 'node:crypto';
import { ResponseInTest } from '../../../../test/response/response-in-test';

let response: ResponseInTest;
beforeAll(async () => (response = await ResponseInTest.start()));
beforeEach(() => response.clear());
afterAll(() => response.stop());

describe('the figures of an emergency', () => {
  it('are zero where nothing was counted, beside every plan that speaks', async () => {
    const { emergencyId } = await response.openEmergency();
    const { items, plans } = (await response.get(`/${emergencyId}/figures`)).json();

    expect(items).toEqual([
      { metric: 'evacuated-persons', unit: 'persons', value: 0, eventCount: 0 },
      { metric: 'relocated-persons', unit: 'persons', value: 0, eventCount: 0 },
      { metric: 'warnings-in-force', unit: 'warnings', value: 1, eventCount: 1 },
    ]);
    expect(plans).toMatchObject([
      { plan: 'relief-demonstration', crossed: null, nearest: { level: 'IV', value: 0, threshold: 300 } },
      { plan: 'national-relief-2024', crossed: null },
    ]);
  });

  it('are those of an emergency that is there', async () =>
    expect((await response.get(`/${randomUUID()}/figures`)).json().code).toBe('emergency.not-found'));
});
