import { randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  evacuationCancelled,
  householdMoved,
  householdRelocated,
  movementCorrected,
  person,
  persons,
  relocationEnded,
  ResponseInTest,
  warningCancelled,
  type OutgoingEvent,
} from '../../../../test/response/response-in-test';

let response: ResponseInTest;
beforeAll(async () => (response = await ResponseInTest.start()));
beforeEach(() => response.clear());
afterAll(() => response.stop());

const officer = person('duty-officer');
const droughtWarning = { event: '干旱', eventCodes: ['11B22'] };
const fact = { metric: 'days-without-rain', unit: 'days', divisionCode: '621023' };
const levelsOf = (events: OutgoingEvent[]) =>
  events.filter(({ type }) => type === 'response.level-proposed.v1').map(({ data }) => `${data.plan} ${data.level}`);
const figureOf = async (emergencyId: string, metric: string) =>
  (await response.get(`/${emergencyId}/figures`)).json().items.find((one: { metric: string }) => one.metric === metric);

describe('a plan', () => {
  it('proposes a level when relocated persons cross its row: which rule, which figures, from which events, a draft', async () => {
    const { emergencyId } = await response.openEmergency();
    expect(levelsOf(await response.relocate(emergencyId, 299))).toEqual([]);
    const last = householdRelocated(emergencyId, persons(1));
    await response.handle(last);
    const [event] = await response.settled();

    expect(event).toMatchObject({
      type: 'response.level-proposed.v1',
      key: emergencyId,
      mode: 'actual',
      emergencyId,
      data: {
        plan: 'relief-demonstration',
        rule: 'relocated-4',
        level: 'IV',
        divisionCode: '621000',
        evidence: 'GK',
        draft: true,
        figures: [{ metric: 'relocated-persons', unit: 'persons', value: 300, op: '>=', threshold: 300 }],
      },
    });
    expect(event!.data.figures[0].eventIds).toHaveLength(7);
    expect(event!.data.figures[0].eventIds).toContain(last.id);
    expect(await response.lastProposal(emergencyId)).toMatchObject({
      id: event!.data.proposalId,
      state: 'open',
      draft: true,
      contentHash: event!.data.contentHash,
    });
    expect((await response.audit(emergencyId)).at(-1)).toMatchObject({ action: 'level.proposed', actor: null });
  });

  it('proposes a higher level in place of the lower one, and each once', async () => {
    const { emergencyId } = await response.openEmergency();
    const first = await response.relocate(emergencyId, 1_000);
    const low = await response.lastProposal(emergencyId);
    const second = await response.relocate(emergencyId, 1_330);

    expect(levelsOf(first).at(-1)).toBe('relief-demonstration III');
    expect(levelsOf(second)).toEqual(['relief-demonstration II']);
    expect(second.at(-1)?.data.supersedes).toBe(low.id);
    const { items } = (await response.get(`/${emergencyId}/level-proposals`)).json();
    expect(items.map((one: { level: string; state: string }) => `${one.level} ${one.state}`)).toEqual([
      'II open',
      'III superseded',
      'IV superseded',
    ]);
  });

  it('of the nation stands beside it and visibly does not trigger', async () => {
    const { emergencyId } = await response.openEmergency();
    await response.relocate(emergencyId, 2_330);
    const { plans } = (await response.get(`/${emergencyId}/figures`)).json();

    expect(plans).toMatchObject([
      {
        plan: 'relief-demonstration',
        draft: true,
        crossed: { level: 'II' },
        nearest: { level: 'I', threshold: 5_000 },
      },
      {
        plan: 'national-relief-2024',
        crossed: null,
        nearest: { metric: 'relocated-persons', level: 'IV', value: 2_330, threshold: 100_000, draft: true },
      },
    ]);
  });

  it('is proposed by once, when many facts arrive at once and twice', async () => {
    const { emergencyId } = await response.openEmergency();
    const households = Array.from({ length: 100 }, () => householdRelocated(emergencyId, persons(3)));
    await response.handle(...households, ...households);

    expect(levelsOf(await response.settled())).toEqual(['relief-demonstration IV']);
    expect(await figureOf(emergencyId, 'relocated-persons')).toMatchObject({ value: 300, eventCount: 100 });
  });

  it('changes what it proposes when one number of the rules is changed', async () => {
    const rulesDir = mkdtempSync(join(tmpdir(), 'fenghuo-rules-'));
    cpSync(join(__dirname, '../../../../rules'), rulesDir, { recursive: true });
    const path = join(rulesDir, 'response-plans/621000-relief-demonstration.json');
    writeFileSync(path, readFileSync(path, 'utf8').replace('"value": 2000', '"value": 2400'));
    const other = await ResponseInTest.start({ rulesDir });
    try {
      const { emergencyId } = await other.openEmergency();
      expect(levelsOf(await other.relocate(emergencyId, 2_330))).not.toContain('relief-demonstration II');
      expect(levelsOf(await other.relocate(emergencyId, 70))).toEqual(['relief-demonstration II']);
    } finally {
      await other.stop();
      rmSync(rulesDir, { recursive: true });
    }
  });

  it('proposes Level IV of a drought from a declared fact and a warning in force', async () => {
    const { emergencyId, warningId } = await response.openEmergency(droughtWarning);
    await response.post(`/${emergencyId}/facts`, { ...fact, value: 89 }, officer);
    expect(levelsOf(await response.settled())).toEqual([]);
    await response.post(`/${emergencyId}/facts`, { ...fact, value: 95 }, officer);
    const events = await response.settled();

    expect(levelsOf(events)).toEqual(['drought-demonstration IV']);
    const [declared, rain] = events.at(-1)!.data.figures;
    expect([declared.value, declared.eventIds.length]).toEqual([95, 1]);
    expect([rain.metric, rain.value, rain.eventIds.length]).toEqual(['warnings-in-force', 1, 1]);
    await response.handle(warningCancelled(warningId));
    await response.settled();
    expect(await figureOf(emergencyId, 'warnings-in-force')).toMatchObject({ value: 0 });
    expect(await response.lastProposal(emergencyId)).toMatchObject({ state: 'open' });
  });

  it('does not propose the drought level without a warning in force', async () => {
    const { emergencyId, warningId } = await response.openEmergency(droughtWarning);
    await response.handle(warningCancelled(warningId));
    await response.post(`/${emergencyId}/facts`, { ...fact, value: 95 }, officer);

    expect(levelsOf(await response.settled())).toEqual([]);
  });
});

describe('RESP-18: a person counts once in a metric of an emergency', () => {
  it('however many reports tell of them, and in each of the two metrics', async () => {
    const { emergencyId } = await response.openEmergency();
    const family = persons(3);
    await response.handle(
      householdMoved(emergencyId, family),
      householdMoved(emergencyId, family),
      householdRelocated(emergencyId, family),
      householdRelocated(emergencyId, [...family, ...persons(1)]),
    );

    expect(await figureOf(emergencyId, 'evacuated-persons')).toMatchObject({ value: 3, eventCount: 1 });
    expect(await figureOf(emergencyId, 'relocated-persons')).toMatchObject({ value: 4 });
  });

  it('and still counts by another report when the one that counts is taken back', async () => {
    const { emergencyId } = await response.openEmergency();
    const family = persons(3);
    const [one, other] = [
      { movementId: randomUUID(), orderId: randomUUID() },
      { movementId: randomUUID(), orderId: randomUUID() },
    ];
    const value = async () => (await figureOf(emergencyId, 'evacuated-persons')).value as number;
    await response.handle(householdMoved(emergencyId, family, one));
    await response.handle(householdMoved(emergencyId, family, other));
    await response.handle(movementCorrected(emergencyId, family.slice(0, 1), one));
    expect(await value()).toBe(3);
    await response.handle(movementCorrected(emergencyId, [], other));
    expect(await value()).toBe(1);
    await response.handle(evacuationCancelled(emergencyId, one.orderId));
    expect(await value()).toBe(0);
    await response.handle(householdMoved(emergencyId, persons(2), { ...one, movementId: randomUUID() }));
    expect(await value()).toBe(0);
  });

  it('when the placement ends, unless it was recorded in error', async () => {
    const { emergencyId } = await response.openEmergency();
    const [home, error] = [randomUUID(), randomUUID()];
    await response.handle(
      householdRelocated(emergencyId, persons(2), home),
      householdRelocated(emergencyId, persons(3), error),
    );
    await response.handle(
      relocationEnded(emergencyId, home, 'home'),
      relocationEnded(emergencyId, error, 'recorded-in-error'),
    );

    expect(await figureOf(emergencyId, 'relocated-persons')).toMatchObject({ value: 2 });
  });

  it('as the database itself says', async () => {
    const { emergencyId } = await response.openEmergency();
    const insert = `insert into response.reported_persons (emergency_id, metric, person_id, source_id, event_id, counted)
      values ($1, 'relocated-persons', $2, gen_random_uuid(), gen_random_uuid(), true)`;
    const [somebody] = persons(1);
    await response.database.query(insert, [emergencyId, somebody]);
    await expect(response.database.query(insert, [emergencyId, somebody])).rejects.toThrow('reported_persons_counted');
  });
});

describe('a report', () => {
  it('of an exercise is never counted in what is real', async () => {
    const { emergencyId } = await response.openEmergency();
    await response.handle(householdRelocated(emergencyId, persons(3), randomUUID(), 'exercise'));

    expect(await figureOf(emergencyId, 'relocated-persons')).toMatchObject({ value: 0 });
  });

  it('of an emergency that is not here yet waits for it', async () => {
    const report = householdRelocated(randomUUID(), persons(1));
    await response.arrive(report);
    const parked = () => response.database.query('select 1 from response.parked where event_id = $1', [report.id]);
    await response.waitFor(async () => (await parked()).length === 1);
    await response.database.query('delete from response.parked where event_id = $1', [report.id]);
  });
});
