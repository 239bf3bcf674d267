import fc from 'fast-check';
import { containsDivision, divisionsOverlap, MODES } from '@libs/kernel';
import { RULES, warningWith } from '../../../../test/response/rules';
import { concernedDivisions, hazardOf, place, widened, type OpenEmergency, type PlacedWarning } from './placing';

const emergency = (change: Partial<OpenEmergency> = {}): OpenEmergency => ({
  id: 'e1',
  mode: 'actual',
  hazard: 'flood',
  divisionCodes: ['621023'],
  ...change,
});

const divisions = fc.constantFrom(
  '620000',
  '621000',
  '621021',
  '621023',
  '621023101',
  '621023101203',
  '621023000000',
  '621000000000',
  '620100',
  '620102',
  '610600',
);
const warnings = fc.record<PlacedWarning>({
  mode: fc.constantFrom(...MODES),
  inForce: fc.boolean(),
  event: fc.constantFrom('暴雨', '暴雪', 'Heavy Rain', 'Heat'),
  eventCodes: fc.subarray(['11B03', '11B04', '11B09']),
  colour: fc.option(fc.constantFrom('blue' as const, 'yellow' as const, 'orange' as const, 'red' as const), {
    nil: undefined,
  }),
  severity: fc.constantFrom('Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown'),
  divisionCodes: fc.uniqueArray(divisions, { maxLength: 3 }),
  bbox: fc.constantFrom(undefined, [107, 36, 108, 37], [120, 30, 121, 31]),
});
const openEmergencies = fc.array(
  fc.record<OpenEmergency>({
    id: fc.uuid(),
    mode: fc.constantFrom(...MODES),
    hazard: fc.constantFrom('flood', 'snow'),
    divisionCodes: fc.uniqueArray(divisions, { minLength: 1, maxLength: 3 }),
  }),
  { maxLength: 6 },
);

describe('RESP-01: where a warning belongs', () => {
  it('joins an open emergency of its mode and hazard whose divisions overlap', () => {
    for (const divisionCodes of [['621023'], ['621000'], ['621023101'], ['621021', '621023']])
      expect(place(warningWith(), [emergency({ divisionCodes })], RULES)).toMatchObject({
        kind: 'attach',
        emergencyId: 'e1',
        divisionCodes: ['621023'],
      });
  });

  it('opens one where nothing of its mode, hazard and place is open', () => {
    const others = [
      emergency({ mode: 'exercise' }),
      emergency({ hazard: 'snow' }),
      emergency({ divisionCodes: ['621021', '621022'] }),
    ];

    expect(place(warningWith(), others, RULES)).toMatchObject({ kind: 'open', divisionCodes: ['621023'] });
  });

  it.each([
    ['its colour is below those of the rule data', { colour: 'yellow' }],
    ['its colour is below them, whatever its severity', { colour: 'blue', severity: 'Extreme' }],
    ['it has no colour and its severity is below them', { colour: undefined, severity: 'Moderate' }],
    ['no rule names its hazard', { event: '高温', eventCodes: ['11B09'] }],
    ['it had run out as it arrived', { inForce: false }],
    ['it concerns other divisions', { divisionCodes: ['620100'] }],
    ['it names no place at all', { divisionCodes: [], bbox: undefined }],
    ['its geometry lies elsewhere', { divisionCodes: [], bbox: [120, 30, 121, 31] }],
  ] as [string, Partial<PlacedWarning>][])('is only known when %s', (_, change) =>
    expect(place(warningWith(change), [], RULES)).toEqual({ kind: 'keep' }),
  );

  it('joins what is open also below the colours that open one', () =>
    expect(place(warningWith({ colour: 'yellow' }), [emergency()], RULES).kind).toBe('attach'));

  it('counts its severity where the issuer uses no colours', () =>
    expect(place(warningWith({ colour: undefined, severity: 'Severe' }), [], RULES).kind).toBe('open'));

  it('never joins another mode, another hazard, or divisions that do not overlap, whatever is open', () =>
    fc.assert(
      fc.property(warnings, openEmergencies, (warning, open) => {
        const placing = place(warning, open, RULES);
        fc.pre(placing.kind === 'attach');
        const joined = open.find(({ id }) => id === placing.emergencyId)!;
        expect(joined.mode).toBe(warning.mode);
        expect(joined.hazard).toBe(hazardOf(warning, RULES)!.hazard);
        expect(
          joined.divisionCodes.some((mine) => placing.divisionCodes.some((its) => divisionsOverlap(mine, its))),
        ).toBe(true);
      }),
    ));

  it('never opens a second emergency where it could join one', () =>
    fc.assert(
      fc.property(warnings, openEmergencies, (warning, open) => {
        const placing = place(warning, open, RULES);
        fc.pre(placing.kind === 'open');
        const hazard = hazardOf(warning, RULES)!.hazard;
        for (const other of open.filter((one) => one.mode === warning.mode && one.hazard === hazard))
          for (const mine of other.divisionCodes)
            for (const its of placing.divisionCodes) expect(divisionsOverlap(mine, its)).toBe(false);
      }),
    ));

  it('never acts on a warning that is not in force, or that names no place', () =>
    fc.assert(
      fc.property(warnings, openEmergencies, (warning, open) => {
        const nowhere = { ...warning, divisionCodes: [], bbox: undefined };
        expect(place(nowhere, open, RULES)).toEqual({ kind: 'keep' });
        expect(place({ ...warning, inForce: false }, open, RULES)).toEqual({ kind: 'keep' });
      }),
    ));
});

describe('the hazard of a warning', () => {
  it('is that of its code, and of its words only where the code is unknown', () => {
    expect(hazardOf({ event: '暴雨', eventCodes: ['11B04'] }, RULES)?.hazard).toBe('snow');
    expect(hazardOf({ event: '暴雨', eventCodes: ['99Z99'] }, RULES)?.hazard).toBe('flood');
    expect(hazardOf({ event: 'Flash FLOODING', eventCodes: [] }, RULES)?.hazard).toBe('flood');
    expect(hazardOf({ event: '大风', eventCodes: [] }, RULES)).toBeUndefined();
  });

  it('is not read out of the middle of another word', () => {
    for (const event of ['Train derailment', 'Brain fever', 'Difficult terrain'])
      expect(hazardOf({ event, eventCodes: [] }, RULES)).toBeUndefined();
  });
});

describe('the divisions in which a warning concerns the jurisdiction', () => {
  it('are those it names inside, whatever its geometry meets', () => {
    const bbox: [number, number, number, number] = [107, 36, 108, 37];
    expect(concernedDivisions({ divisionCodes: ['621023', '620100'], bbox }, RULES)).toEqual(['621023']);
    expect(concernedDivisions({ divisionCodes: ['620100'], bbox }, RULES)).toEqual([]);
  });

  it('are the whole jurisdiction where it names none and its geometry meets it', () =>
    expect(concernedDivisions({ divisionCodes: [], bbox: [108, 37, 109, 38] }, RULES)).toEqual(['621000']));

  it('never lie outside of it: of a whole province only the jurisdiction is its own', () => {
    expect(concernedDivisions({ divisionCodes: ['620000', '621023'] }, RULES)).toEqual(['621000', '621023']);
    fc.assert(
      fc.property(warnings, (warning) => {
        for (const code of concernedDivisions(warning, RULES)) expect(containsDivision('621000', code)).toBe(true);
      }),
    );
  });
});

describe('the divisions of an emergency after a warning has joined', () => {
  it.each([
    [['621023'], ['621021'], ['621021', '621023']],
    [['621023'], ['621000'], ['621000']],
    [['621000'], ['621023', '621021'], ['621000']],
    [['621000'], ['620000'], ['620000']],
    [['621023'], ['621023101', '621023101203'], ['621023']],
    [['621023'], ['621023000000'], ['621023']],
    [[], ['621023'], ['621023']],
  ])('%j and %j are %j', (before, by, after) => expect(widened(before, by)).toEqual(after));

  it('cover both, hold nothing twice and nothing that neither had, in one order', () =>
    fc.assert(
      fc.property(fc.array(divisions), fc.array(divisions), (before, by) => {
        const all = widened(before, by);
        for (const code of [...before, ...by]) expect(all.filter((one) => containsDivision(one, code))).toHaveLength(1);
        for (const code of all) expect([...before, ...by]).toContain(code);
        expect(widened(by, before)).toEqual(all);
        expect(widened(all, by)).toEqual(all);
      }),
    ));
});
