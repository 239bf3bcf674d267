import fc from 'fast-check';
import { readRow, type KnownCodes } from './ledger-row';

const known: KnownCodes = {
  persons: new Map([['P-1', 'person-1']]),
  zones: new Map([['Z-1', 'zone-1']]),
  shelters: new Map([['S-1', 'shelter-1']]),
  teams: new Map([['T-1', 'team-1']]),
};
const household = {
  code: 'H-1',
  zone_code: 'Z-1',
  division: '621023100',
  shelter_code: 'S-1',
  head_name: '演示张三',
  members: '演示张三/wheelchair+elderly;演示李四',
};
const problemsOf = (ledger: Parameters<typeof readRow>[0], fields: Record<string, string>, division = '621000') => {
  const read = readRow(ledger, fields, known, division);
  return 'problems' in read ? read.problems.map(({ column, code }) => `${column} ${code}`) : [];
};

describe('REG-20: a row is kept whole or not at all, and each of its faults is named with its column', () => {
  it('reads a household with its members, the head first', () =>
    expect(readRow('households', household, known, '621000')).toEqual({
      row: {
        code: 'H-1',
        divisionCode: '621023100',
        zoneId: 'zone-1',
        shelterId: 'shelter-1',
        members: [
          { name: '演示张三', needs: ['wheelchair', 'elderly'] },
          { name: '演示李四', needs: [] },
        ],
      },
    }));

  it.each([
    [{ code: '' }, ['code row.missing']],
    [{ zone_code: 'Z-9' }, ['zone_code row.unknown-code']],
    [{ zone_code: '' }, ['zone_code row.missing']],
    [{ shelter_code: '' }, []],
    [{ members: '' }, ['members row.unacceptable-members']],
    [{ head_name: '演示李四' }, ['head_name row.head-not-first']],
    [{ members: '演示张三/Wheel Chair' }, ['members row.unacceptable-members']],
    [{ division: '62102', zone_code: 'Z-9' }, ['division row.not-a-division', 'zone_code row.unknown-code']],
  ])('a household with %j', (change, problems) =>
    expect(problemsOf('households', { ...household, ...change })).toEqual(problems),
  );

  it.each([
    [{ longitude: '181' }, ['longitude row.not-a-number']],
    [{ latitude: '36,5' }, ['latitude row.not-a-number']],
    [{ longitude: '1e5' }, ['longitude row.not-a-number']],
    [{ kind: '危险区' }, []],
    [{ kind: 'hill' }, ['kind row.not-one-of']],
    [{ responsible_code: 'P-1' }, []],
  ])('a zone with %j', (change, problems) => {
    const zone = {
      code: 'Z',
      kind: 'zone',
      hazard: 'flood',
      name: '沟口',
      division: '621023',
      longitude: '108',
      latitude: '36',
    };
    expect(problemsOf('zones', { ...zone, ...change })).toEqual(problems);
  });

  it.each([
    ['-1', ['strength row.not-a-count']],
    ['2.5', ['strength row.not-a-count']],
    ['200', []],
  ])('a team of %s persons', (strength, problems) =>
    expect(problemsOf('teams', { code: 'T', name: '一队', division: '621025', strength })).toEqual(problems),
  );
});

describe('REG-21: a clerk’s rows lie within the clerk’s division', () => {
  it('and a row of another county is refused', () => {
    expect(problemsOf('households', household, '621023')).toEqual([]);
    expect(problemsOf('households', household, '621022')).toEqual(['division row.outside-division']);
  });
});

describe('any row', () => {
  it('is read or refused with reasons in both languages, and never breaks the import', () =>
    fc.assert(
      fc.property(
        fc.constantFrom('persons', 'zones', 'shelters', 'households', 'teams', 'machines'),
        fc.dictionary(fc.constantFrom(...Object.keys(household), 'name', 'longitude', 'kind', 'role'), fc.string()),
        (ledger, fields) => {
          const read = readRow(ledger as 'persons', fields, known, '621000');
          if ('problems' in read)
            for (const { reason, column } of read.problems) {
              expect(reason['zh-CN'] && reason.en).toBeTruthy();
              expect(column).toBeTruthy();
            }
        },
      ),
    ));
});
