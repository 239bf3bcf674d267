import { join } from 'node:path';
import { projectRoot, runTool, sampleTree } from './sample-tree';

const clean = {
  'apps/dispatch/src/domain/mission.ts': "export const at = (now: string) => new Date(now);\nvoid at('2026-03-04');\n",
  'apps/dispatch/src/dispatch.config.ts': 'export const port = process.env.DISPATCH_PORT;\n',
  'apps/dispatch/src/accept-mission/accept-mission.http.ts':
    "import { NotFoundException } from '@nestjs/common';\nexport const answer = NotFoundException;\n",
  'libs/cap/src/index.ts': "export * from './parse';\n",
  'libs/cap/src/parse.ts': '// TODO #12: the profile of 2027\nexport const later = Promise.resolve(1);\nvoid later;\n',
  'tools/build-docs/main.ts': 'export const where = process.env.PWD;\n',
};
const violations = [
  ['reading the clock in a rule', 'apps/dispatch/src/domain/a.ts', 'export const a = () => new Date();'],
  ['reading the clock in a rule', 'apps/dispatch/src/domain/b.ts', 'export const b = () => Date.now();'],
  ['chance in a rule', 'apps/dispatch/src/domain/c.ts', 'export const c = () => Math.random();'],
  ['chance in a rule', 'apps/dispatch/src/ledgers/domain/d.ts', 'export const d = () => crypto.randomUUID();'],
  [
    'chance in a rule',
    'apps/dispatch/src/domain/e.ts',
    "import { randomUUID } from 'node:crypto';\nexport const e = randomUUID;",
  ],
  ['the environment outside of a configuration', 'libs/cap/src/f.ts', 'export const f = process.env.HOME;'],
  [
    'the environment outside of a configuration',
    'apps/dispatch/src/domain/g.ts',
    'const { env } = process;\nexport const g = env.HOME;',
  ],
  [
    'the environment outside of a configuration',
    'libs/cap/src/h.ts',
    "import { env } from 'node:process';\nexport const h = env.HOME;",
  ],
  [
    'an answer of HTTP outside of the edge',
    'apps/dispatch/src/accept-mission/i.ts',
    "import { HttpException } from '@nestjs/common';\nexport const i = HttpException;",
  ],
  [
    'an answer of HTTP outside of the edge',
    'apps/dispatch/src/accept-mission/j.consumer.ts',
    "import { ConflictException } from '@nestjs/common';\nexport const j = ConflictException;",
  ],
  ['a default export', 'libs/cap/src/k.ts', 'export default 1;'],
  ['a barrel in an app', 'apps/dispatch/src/accept-mission/index.ts', "export * from './accept-mission.http';"],
  ['a promise that nobody waits for', 'libs/cap/src/l.ts', 'Promise.resolve(1);'],
  ['a promise where a truth value is meant', 'libs/cap/src/m.ts', 'export const m = Promise.resolve(0) ? 1 : 2;'],
  [
    'a switch that forgets a case',
    'libs/cap/src/n.ts',
    "export function n(mode: 'a' | 'b') {\n  switch (mode) {\n    case 'a':\n      return 1;\n  }\n  return 2;\n}",
  ],
  ['throwing what is not an error', 'libs/cap/src/o.ts', "export const o = () => {\n  throw 'no';\n};"],
  ['promised work without an issue', 'libs/cap/src/p.ts', '// TODO: later\nexport const p = 1;'],
] as const;

describe('the lint rules', () => {
  let errors: Record<string, string[]>;

  beforeAll(async () => {
    const tree = sampleTree({
      ...clean,
      ...Object.fromEntries(violations.map(([, path, text]) => [path, `${text}\n`])),
      'tsconfig.json': JSON.stringify({ compilerOptions: { strict: true, types: [], target: 'es2023' } }),
    });
    try {
      const args = ['.', '--config', join(projectRoot, 'eslint.config.mjs'), '--format', 'json'];
      const results = JSON.parse(await runTool('eslint/bin/eslint.js', args, tree.root)) as {
        filePath: string;
        messages: { ruleId: string | null; message: string }[];
      }[];
      errors = Object.fromEntries(
        results.map(({ filePath, messages }) => [
          filePath.slice(filePath.indexOf('fenghuo-tree-')).split('/').slice(1).join('/'),
          messages.map(({ ruleId, message }) => `${ruleId}: ${message}`),
        ]),
      );
    } finally {
      tree.remove();
    }
  }, 60_000);

  it.each(violations)('refuse %s (%s)', (_, path) => {
    expect(errors[path]).toEqual([expect.stringMatching(/restricted|promise|switch|only-throw|names?-an-issue/)]);
  });

  it.each(Object.keys(clean))('accept %s', (path) => {
    expect(errors[path]).toEqual([]);
  });
});
