import { droughtRows, floodRows, tableLines, type PictureFigures, type SourceFigures } from './figures-table';

const said = <T>(value: T) => ({ value, words: '' });
const source: SourceFigures = {
  flood: {
    evacuated: said(25),
    relocated: said(23),
    machineTrips: said(1_800),
    rescuers: said(400),
    level: said('II'),
  },
  drought: { level: said('IV') },
};

const persons = (value: number) => ({ value, unit: 'persons', kind: 'exact' as const });
const figures = (change: Partial<PictureFigures> = {}): PictureFigures => ({
  mode: 'exercise',
  evacuated: persons(25),
  relocated: persons(23),
  machineTrips: { value: 1_800, unit: 'machine-trips', kind: 'at-least' },
  rescuers: persons(400),
  levels: [{ plan: 'relief', highestLevel: 'II', state: 'ended', draft: true }],
  ...change,
});
const unequal = (change: Partial<PictureFigures>) =>
  floodRows(source, figures(change))
    .filter(({ isEqual }) => !isEqual)
    .map(({ name }) => name.split(' ').slice(1).join(' '));

describe('the table at the end of a replay', () => {
  it('says that every figure is equal', () => {
    expect(unequal({})).toEqual([]);
  });

  it('shows machine-trips as "at least", and is unequal when the system takes them for exact', () => {
    expect(floodRows(source, figures())[2]).toMatchObject({
      source: '≥ 1,800 machine-trips',
      system: '≥ 1,800 machine-trips',
    });
    expect(unequal({ machineTrips: { value: 1_800, unit: 'machine-trips', kind: 'exact' } })).toEqual([
      'Machine-trips',
    ]);
  });

  it('is unequal for one person, one trip, or another unit', () => {
    expect(unequal({ evacuated: persons(24), relocated: persons(24) })).toEqual(['Evacuated', 'Relocated']);
    expect(unequal({ rescuers: { value: 400, unit: 'person-trips', kind: 'exact' } })).toEqual(['Rescuers']);
  });

  it('wants the level activated once, no higher, and ended', () => {
    const level = { plan: 'relief', draft: true };
    const activated = 'Relief response: 启动 activated';
    const ended = 'Relief response: 终止 ended';

    expect(unequal({ levels: [] })).toEqual([activated, ended]);
    expect(unequal({ levels: [{ ...level, highestLevel: 'II', state: 'active' }] })).toEqual([ended]);
    expect(unequal({ levels: [{ ...level, highestLevel: 'I', state: 'ended' }] })).toEqual([activated]);
    expect(droughtRows(source, figures()).map(({ isEqual }) => isEqual)).toEqual([false, true]);
  });

  it('stands in columns, in a terminal where Chinese is twice as wide', () => {
    const lines = tableLines(floodRows(source, figures({ levels: [] })));

    expect(lines[0]).toMatch(/来源 source .* 系统 system .* 相等 equal/);
    expect(lines.filter((line) => line.includes('否 NO'))).toHaveLength(2);
    expect(lines[1]).toMatch(/^紧急避险转移 Evacuated +25 persons +25 persons +是 yes +$/);
    // Six characters of the first name and four of the other are twice as wide.
    expect(lines[1]!.indexOf('25')).toBe(lines[4]!.indexOf('400') - 2);
  });
});
