import { randomUUID } from 'node:crypto';
import { ResponseInTest } from '../../../../test/response/response-in-test';

let response: ResponseInTest;
beforeAll(async () => (response = await ResponseInTest.start()));
beforeEach(() => response.clear());
afterAll(() => response.stop());

describe('the levels of an emergency', () => {
  it('are listed by state, of this emergency only', async () => {
    const { emergencyId } = await response.openEmergency();
    const other = await response.openEmergency({}, 'exercise');
    await response.relocate(emergencyId, 1_000);
    const of = async (id: string, query: string) =>
      (await response.get(`/${id}/level-proposals${query}`)).json().items as { level: string; figures: object[] }[];

    expect((await of(emergencyId, '?filter[state]=open')).map(({ level }) => level)).toEqual(['III']);
    expect((await of(emergencyId, '')).map(({ level }) => level)).toEqual(['III', 'IV']);
    expect((await of(emergencyId, ''))[0]!.figures).toMatchObject([{ value: 1_000, threshold: 1_000, below: 2_000 }]);
    expect(await of(other.emergencyId, '')).toEqual([]);
    const activationId = await response.activate(emergencyId);
    const { items } = (await response.get(`/${emergencyId}/activations?filter[state]=active`)).json();
    expect(items).toMatchObject([{ id: activationId, level: 'III', endedAt: null }]);
  });

  it('are those of an emergency that is there', async () => {
    for (const what of ['level-proposals', 'activations'])
      expect((await response.get(`/${randomUUID()}/${what}`)).json().code).toBe('emergency.not-found');
  });
});
