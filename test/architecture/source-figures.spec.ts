import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sourceFiles } from '../../tools/build-docs/source-files';
import { projectRoot } from './sample-tree';

const TEST = /\.(spec|int-spec|e2e-spec)\.ts$/;
const FILE = 'scenarios/qingyang-2021/source-figures.json';

/** Places in the code where one of the numbers stands, as 1842, 1,842 or 1_842. */
function placesOf(numbers: number[], files: { path: string; text: string }[]): string[] {
  const forms = numbers.map((number) => String(number).replace(/\B(?=(\d{3})+$)/g, '[,_]?'));
  const any = new RegExp(`(?<![\\d.])(${forms.join('|')})(?![\\d])`);
  return files.flatMap(({ path, text }) => {
    const code = text.replace(/\/\*[^]*?\*\/|\/\/.*/g, '');
    const found = any.exec(code);
    return found ? [`${path}: ${found[0]}`] : [];
  });
}

describe('the figures that a replay has to come to', () => {
  const product = sourceFiles(projectRoot, ['apps', 'libs', 'scenarios']).filter(({ path }) => !TEST.test(path));
  const { flood } = JSON.parse(readFileSync(join(projectRoot, FILE), 'utf8')) as {
    flood: Record<string, { value: number | string }>;
  };
  const numbers = Object.values(flood).flatMap(({ value }) => (typeof value === 'number' ? [value] : []));

  it('stand in one file, which the product and its scenario never name', () => {
    expect(numbers).toHaveLength(4);
    expect(product.filter(({ text }) => text.includes('source-figures')).map(({ path }) => path)).toEqual([]);
  });

  it('are written nowhere in the code of the product and its scenario', () => {
    expect(placesOf(numbers, product)).toEqual([]);
  });

  it('are found in every way of writing them', () => {
    const text = 'const a = 1842;\n';
    const files = ['1842', '1,842', '1_842', '21842', '1.1842'].map((path) => ({
      path,
      text: text.replace('1842', path),
    }));

    expect(placesOf([1842], [...files, { path: 'note', text: '// 1842' }])).toEqual([
      '1842: 1842',
      '1,842: 1,842',
      '1_842: 1_842',
    ]);
  });
});
