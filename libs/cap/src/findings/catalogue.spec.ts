import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CATALOGUE } from './catalogue';

const readme = readFileSync(join(__dirname, '../../README.md'), 'utf8');

describe('the findings', () => {
  it('are all listed in the README, with the weight and the words of the code', () => {
    const rows = Object.entries(CATALOGUE).map(
      ([code, [severity, , english]]) => `| \`${code}\` | ${severity} | ${english} |`,
    );
    expect(
      readme
        .split('\n')
        .filter(
          (line) =>
            line.startsWith('| `') && line.split('|').length === 5 && /`(?:xml|cap|cn|strict|schema)\./.test(line),
        ),
    ).toEqual(rows);
  });

  it.each(Object.entries(CATALOGUE))('%s has a sentence in Chinese and in English', (_, [, chinese, english]) => {
    expect(chinese).toMatch(/\p{Script=Han}.*。$/u);
    expect(english).toMatch(/^(?:[A-Z]|").*\.$/s);
  });
});
