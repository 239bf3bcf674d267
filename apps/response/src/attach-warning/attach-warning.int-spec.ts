import { randomUUID } from 'node:crypto';
import { areaOf, person, ResponseInTest, warningIssued } from '../../../../test/response/response-in-test';

let response: ResponseInTest;
beforeAll(async () => (response = await ResponseInTest.start()));
beforeEach(() => response.clear());
afterAll(() => response.stop());

const officer = person('duty-officer');
const attach = (emergencyId: string, warningId: string, by = officer, key?: string) =>
  response.post(`/${emergencyId}/warnings`, { warningId, reason: '同一次降雨过程' }, by, key);

/** A warning of the jurisdiction that belongs to no emergency. */
async function loneWarning(mode: 'actual' | 'exercise' = 'actual'): Promise<string> {
  const { warningId, ...event } = warningIssued({ event: '大风', eventCodes: [], area: areaOf('621021') }, mode);
  await response.handle(event);
  return warningId;
}

describe('a person attaches a warning', () => {
  it('with the reason: state, one event and one audit entry under the person’s name', async () => {
    const { emergencyId } = await response.openEmergency();
    const warningId = await loneWarning();

    expect((await attach(emergencyId, warningId)).statusCode).toBe(204);

    expect(await response.events()).toMatchObject([
      {
        type: 'response.warning-attached.v1',
        key: emergencyId,
        mode: 'actual',
        data: {
          warningId,
          how: 'person',
          reason: '同一次降雨过程',
          attachedBy: { accountId: officer.id, name: officer.name },
          divisionCodes: ['621021', '621023'],
        },
      },
    ]);
    expect((await response.audit(emergencyId)).at(-1)).toEqual({
      action: 'emergency.warning-attached',
      actor: officer.id,
      reason: '同一次降雨过程',
      mode: 'actual',
    });
    expect((await response.get(`/${emergencyId}`)).json()).toMatchObject({ divisionCodes: ['621021', '621023'] });
  });

  it('once, when the same request is sent again', async () => {
    const { emergencyId } = await response.openEmergency();
    const [warningId, key] = [await loneWarning(), randomUUID()];

    const codes = [
      await attach(emergencyId, warningId, officer, key),
      await attach(emergencyId, warningId, officer, key),
    ];

    expect(codes.map(({ statusCode }) => statusCode)).toEqual([204, 204]);
    expect(await response.events()).toHaveLength(1);
  });

  it('to one emergency only, when two are asked for at once', async () => {
    const one = await response.openEmergency();
    const other = await response.openEmergency({ area: areaOf('621024') });
    const warningId = await loneWarning();

    const answers = await Promise.all([attach(one.emergencyId, warningId), attach(other.emergencyId, warningId)]);

    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([204, 409]);
    expect(answers.find(({ statusCode }) => statusCode === 409)!.json().code).toBe('warning.already-attached');
    expect(await response.events()).toHaveLength(1);
  });

  it('is refused, without any effect, where it cannot be', async () => {
    const { emergencyId, warningId: attached } = await response.openEmergency();
    const exercise = await loneWarning('exercise');
    const free = await loneWarning();
    const state = await response.state();

    const cases: [number, string, Promise<{ statusCode: number; json(): { code: string } }>][] = [
      [404, 'emergency.not-found', attach(randomUUID(), free)],
      [404, 'warning.not-found', attach(emergencyId, randomUUID())],
      [409, 'warning.already-attached', attach(emergencyId, attached)],
      [409, 'warning.other-mode', attach(emergencyId, exercise)],
      [403, 'account.outside-division', attach(emergencyId, free, person('commander', '621022'))],
      [403, 'auth.role-required', attach(emergencyId, free, person('feed'))],
      [403, 'auth.role-required', attach(emergencyId, free, person('auditor'))],
    ];
    for (const [status, code, answer] of cases)
      expect([(await answer).statusCode, (await answer).json().code]).toEqual([status, code]);
    expect(await response.state()).toEqual(state);
    expect(await response.events()).toEqual([]);
  });

  it.each(['outbox', 'audit_log'] as const)('not at all while the %s cannot be written', async (table) => {
    const { emergencyId } = await response.openEmergency();
    const warningId = await loneWarning();
    const state = await response.state();

    await response.without(table, async () =>
      expect((await attach(emergencyId, warningId)).statusCode).toBeGreaterThanOrEqual(500),
    );

    expect(await response.state()).toEqual(state);
    expect((await attach(emergencyId, warningId)).statusCode).toBe(204);
  });
});
