import { divisionCodes } from './division-codes';

const area = (...geocodes: [string, string][]) => ({
  geocodes: geocodes.map(([valueName, value]) => ({ valueName, value })),
});

describe('division codes of an area', () => {
  it('strip the zeros of the meteorological service: 621021000000 is Qingcheng County', () => {
    expect(divisionCodes(area(['CPEAS Geographic Code', '621021000000']))).toEqual(['621021']);
  });

  it('keep townships and villages, and the city itself', () => {
    expect(divisionCodes(area(['GB/T 2260', '621021100000,621021100001；621000']))).toEqual([
      '621021100',
      '621021100001',
      '621000',
    ]);
  });

  it('ignore other schemes and what is not a code', () => {
    expect(divisionCodes(area(['SAME', '621021'], ['CPEAS Geographic Code', '庆城县'], ['EMMA_ID', 'CN001']))).toEqual(
      [],
    );
  });

  it('are given once', () => {
    expect(divisionCodes(area(['CPEAS Geographic Code', '621021000000'], ['adcode', '621021']))).toEqual(['621021']);
  });
});
