import fc from 'fast-check';
import { readCsv } from './csv-file';

const HEADER = 'code,name,division,strength,capabilities';
/** 编号,名称,行政区划代码,人数 and a row 一,庆阳队,621000,20 in GB18030. */
const GB18030 = Buffer.from(
  'b1e0bac52cc3fbb3c62cd0d0d5fec7f8bbaeb4fac2eb2cc8cbcafd0ad2bb2cc7ecd1f4b6d32c3632313030302c32300a',
  'hex',
);

describe('a ledger’s file', () => {
  it('is read with the line at which each row begins, also where a cell has several lines', () => {
    const file = readCsv('teams', Buffer.from(`${HEADER}\nA,"一\n队",621000,1,\nB,二队,621000,2,x;y\n`));
    expect(file.rows.map(({ line, fields }) => [line, fields.code])).toEqual([
      [2, 'A'],
      [4, 'B'],
    ]);
  });

  it('may begin with a byte order mark and have Chinese headers in GB18030, whether or not that is said', () => {
    expect(readCsv('teams', Buffer.from(`\ufeff${HEADER}\nA,一队,621000,1,\n`)).rows[0]!.fields.code).toBe('A');
    for (const charset of ['gb18030', undefined])
      expect(readCsv('teams', GB18030, charset).rows).toEqual([
        { line: 2, fields: { code: '一', name: '庆阳队', division: '621000', strength: '20' } },
      ]);
  });

  it('with columns missing is no ledger, and the columns are named', () =>
    expect(readCsv('teams', Buffer.from('code,name\nA,一队\n')).unreadable).toMatchObject({
      line: 1,
      code: 'file.columns-missing',
      reason: { en: 'the header lacks the columns division, strength' },
    }));

  it('with quotes that do not close is no CSV', () =>
    expect(readCsv('teams', Buffer.from(`${HEADER}\n"A,一队,621000,1,\n`)).unreadable?.code).toBe('file.not-csv'));

  it('with a row of too few cells keeps the others', () => {
    const file = readCsv('teams', Buffer.from(`${HEADER}\nA,一队\nB,二队,621000,2,\n`));
    expect(file.problems).toMatchObject([{ line: 2, code: 'row.cell-count', found: '2' }]);
    expect(file.rows).toHaveLength(1);
  });

  it('may be any bytes: it is unreadable with a reason, or each row has every column, or a problem says that it has not', () =>
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const { rows, problems, unreadable } = readCsv(
          'teams',
          Buffer.concat([Buffer.from(`${HEADER}\n`), Buffer.from(bytes)]),
        );
        if (unreadable) {
          expect(unreadable.code).toBe('file.not-csv');
          expect(rows).toEqual([]);
        }
        for (const { fields } of rows) expect(Object.keys(fields)).toEqual(HEADER.split(','));
        for (const { code, found } of problems) {
          expect(code).toBe('row.cell-count');
          expect(found).not.toBe('5');
        }
      }),
    ));

  it('gives back the Chinese that was put in', () =>
    fc.assert(
      fc.property(fc.stringMatching(/^[\u4e00-\u9fa5," ]{1,20}$/), (name) => {
        const cell = `"${name.replaceAll('"', '""')}"`;
        const file = readCsv('teams', Buffer.from(`${HEADER}\nA,${cell},621000,1,\n`));
        expect(file.rows[0]!.fields.name).toBe(name);
      }),
    ));
});
