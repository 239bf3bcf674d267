import { eventually } from '@libs/testing';
import { areaOf, ResponseInTest, warningIssued } from '../../../../test/response/response-in-test';

let response: ResponseInTest;
beforeAll(async () => (response = await ResponseInTest.start()));
beforeEach(() => response.clear());
afterAll(() => response.stop());

interface Emergency {
  id: string;
  mode: string;
  divisions: string[];
}
const emergencies = () =>
  response.database.query<Emergency>(
    'select id, mode, division_codes as divisions from response.emergencies order by opened_at, id',
  );
const attached = (warningId: string) =>
  response.database.query('select emergency_id as "emergencyId", how from response.attachments where warning_id = $1', [
    warningId,
  ]);

describe('a warning in force', () => {
  it('opens an emergency: its state, two events and two audit entries', async () => {
    const { warningId, ...event } = warningIssued();
    await response.handle(event);

    const [opened, joined, ...more] = await response.events();
    const { id } = (await emergencies())[0]!;
    expect(more).toEqual([]);
    expect(opened).toMatchObject({
      type: 'response.emergency-opened.v1',
      key: id,
      mode: 'actual',
      emergencyId: id,
      data: { hazard: 'flood', divisionCodes: ['621023'], draftRule: true },
    });
    expect(opened!.data.reason).toMatch(/^emergency-opening\.flood \d{4}-/);
    expect(joined).toMatchObject({
      type: 'response.warning-attached.v1',
      key: id,
      data: { warningId, how: 'opened', divisionCodes: ['621023'] },
    });
    expect(await response.audit(id)).toEqual([
      { action: 'emergency.opened', actor: null, reason: opened!.data.reason, mode: 'actual' },
      { action: 'emergency.warning-attached', actor: null, reason: opened!.data.reason, mode: 'actual' },
    ]);
  });

  it('comes in a crowd: an emergency for each mode, widened by all, and each event names the warning that caused it', async () => {
    const crowd = Array.from({ length: 60 }, (_, i) =>
      warningIssued({ area: areaOf(...(i % 2 ? ['621021', '621023'] : ['621023'])) }, i % 3 ? 'actual' : 'exercise'),
    );
    // An Update among them joins what it refers to.
    const [first] = crowd;
    const update = warningIssued(
      { msgType: 'Update', replaces: [first!.warningId], area: areaOf('621026') },
      'exercise',
    );
    await response.handle(...crowd, update);

    const joined = (await response.events()).filter(({ type }) => type === 'response.warning-attached.v1');
    expect(joined.map(({ data }) => data.warningId).sort()).toEqual(
      [...crowd, update].map(({ warningId }) => warningId).sort(),
    );
    expect((await emergencies()).map(({ mode, divisions }) => [mode, divisions]).sort()).toEqual([
      ['actual', ['621021', '621023']],
      ['exercise', ['621021', '621023', '621026']],
    ]);
    expect(await attached(update.warningId)).toMatchObject([{ how: 'reference' }]);
    const causes = await response.database.query<{ id: string; cause: string; mode: string }>(
      `select payload->>'warningId' as id, headers->>'ce_causationid' as cause, headers->>'ce_mode' as mode from bus.log
       where type = 'response.warning-attached.v1' and payload->>'warningId' = any($1)`,
      [[...crowd, update].map(({ warningId }) => warningId)],
    );
    expect(new Set(causes.map(({ id, cause, mode }) => `${id} ${cause} ${mode}`))).toEqual(
      new Set([...crowd, update].map(({ warningId, id, headers }) => `${warningId} ${id} ${headers.ce_mode}`)),
    );
  });

  it('that is delivered a second time has no second effect', async () => {
    const event = warningIssued();
    await response.handle(event);
    await response.events();
    const state = await response.state();

    await response.handle(event, event);

    expect(await response.state()).toEqual(state);
    expect(await response.events()).toEqual([]);
  });

  it('and others of the same hazard and place that arrive together open one emergency', async () => {
    const events = Array.from({ length: 16 }, () => warningIssued());
    await response.handle(...events);

    const all = await emergencies();
    expect(all).toHaveLength(1);
    for (const { warningId } of events) expect(await attached(warningId)).toMatchObject([{ emergencyId: all[0]!.id }]);
    const types = (await response.events()).map(({ type }) => type);
    expect(types.filter((type) => type === 'response.emergency-opened.v1')).toHaveLength(1);
    expect(types.filter((type) => type === 'response.warning-attached.v1')).toHaveLength(16);
  });

  it('joins what overlaps, and widens it', async () => {
    const { emergencyId } = await response.openEmergency();
    const { warningId, ...event } = warningIssued({ area: areaOf('621023', '621021'), colour: 'blue' });
    await response.handle(event);

    expect(await emergencies()).toEqual([{ id: emergencyId, mode: 'actual', divisions: ['621021', '621023'] }]);
    expect(await response.events()).toMatchObject([
      {
        type: 'response.warning-attached.v1',
        key: emergencyId,
        data: { warningId, how: 'hazard-and-place', divisionCodes: ['621021', '621023'] },
      },
    ]);
  });

  it('opens its own where the other one lies elsewhere', async () => {
    await response.openEmergency();
    await response.openEmergency({ area: areaOf('621021') });

    expect((await emergencies()).map(({ divisions }) => divisions)).toEqual([['621023'], ['621021']]);
  });

  it('of an exercise never mixes with what is real', async () => {
    const real = await response.openEmergency();
    const exercise = await response.openEmergency({}, 'exercise');

    expect(exercise.emergencyId).not.toBe(real.emergencyId);
    expect((await emergencies()).map(({ mode }) => mode)).toEqual(['actual', 'exercise']);
    expect((await response.audit(exercise.emergencyId)).map(({ mode }) => mode)).toEqual(['exercise', 'exercise']);
  });

  it.each([
    ['is too weak to open one', { colour: 'blue' as const }],
    ['concerns another jurisdiction', { area: areaOf('610600') }],
    ['is of a hazard that no rule names', { event: '高温', eventCodes: ['11B09'] }],
    ['had run out as it arrived', { inForce: false }],
  ])('is known and no more when it %s', async (_, change) => {
    const event = warningIssued(change);
    await response.handle(event);

    expect(await emergencies()).toEqual([]);
    expect(await response.events()).toEqual([]);
    expect(
      await response.database.query('select in_force from response.warnings where id = $1', [event.warningId]),
    ).toEqual([{ in_force: !('inForce' in change) }]);
  });
});

describe('an Update', () => {
  it('joins the emergency of what it refers to, whatever its own hazard and colour', async () => {
    const first = await response.openEmergency();
    const update = warningIssued({
      msgType: 'Update',
      chainId: first.warningId,
      replaces: [first.warningId],
      colour: 'blue',
      area: areaOf('621024'),
    });
    await response.handle(update);

    expect(await response.events()).toMatchObject([
      { type: 'response.warning-attached.v1', key: first.emergencyId, data: { how: 'reference' } },
    ]);
    expect(await emergencies()).toMatchObject([{ id: first.emergencyId, divisions: ['621023', '621024'] }]);
    const { warnings } = (await response.get(`/${first.emergencyId}`)).json();
    expect(warnings.map(({ id, inForce }: { id: string; inForce: boolean }) => [id, inForce])).toEqual([
      [first.warningId, false],
      [update.warningId, true],
    ]);
  });

  it('that has itself run out leaves a question, and the emergency open', async () => {
    const first = await response.openEmergency();
    const { warningId, ...update } = warningIssued({
      msgType: 'Update',
      chainId: first.warningId,
      replaces: [first.warningId],
      inForce: false,
    });
    await response.handle(update);

    expect(await response.events()).toMatchObject([
      { type: 'response.warning-attached.v1', data: { how: 'reference' } },
      { type: 'response.warning-lapsed.v1', data: { warningId, lapse: 'replaced', inForceLeft: 0 } },
    ]);
    expect((await response.get(`/${first.emergencyId}`)).json().state).toBe('open');
  });

  it('of an exercise never joins the real emergency of what it refers to', async () => {
    const first = await response.openEmergency();
    const exercise = warningIssued({ msgType: 'Update', replaces: [first.warningId] }, 'exercise');
    await response.handle(exercise);

    const [other] = (await attached(exercise.warningId)) as { emergencyId: string; how: string }[];
    expect(other).toMatchObject({ how: 'opened' });
    expect(other!.emergencyId).not.toBe(first.emergencyId);
    const { warnings } = (await response.get(`/${first.emergencyId}`)).json();
    expect(warnings).toMatchObject([{ id: first.warningId, inForce: true }]);
  });
});

it.each(['outbox', 'audit_log'] as const)(
  'a warning has no effect at all while its %s cannot be written, and all of it afterwards',
  async (table) => {
    const event = warningIssued();
    const before = await response.state();
    await response.without(table, async () => {
      await response.arrive(event);
      await eventually(async () => (await response.database.query('select 1 from response.parked')).length === 1);
      expect(await response.state()).toEqual(before);
    });

    await response.handle();

    expect(await attached(event.warningId)).toMatchObject([{ how: 'opened' }]);
    expect(await response.events()).toHaveLength(2);
  },
);
