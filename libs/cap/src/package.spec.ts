import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const LIBRARY = join(__dirname, '..');
const SAMPLE = join(LIBRARY, 'samples/rainstorm-red-qingcheng.xml');
const AT = '2026-07-10T11:10:00Z';

let project: string;

/** A project of somebody else, with the packed library and nothing but its dependencies beside it. */
beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'fenghuo-cap-package-'));
  const packed = execFileSync('npm', ['pack', '--silent', '--pack-destination', project], {
    cwd: LIBRARY,
    encoding: 'utf8',
  });
  const modules = join(project, 'node_modules');
  const installed = join(modules, 'fenghuo-cap');
  mkdirSync(installed, { recursive: true });
  execFileSync('tar', ['-xzf', join(project, packed.trim()), '-C', installed, '--strip-components=1']);
  copyDependencies(installed, LIBRARY, modules);
}, 120_000);
afterAll(() => rmSync(project, { recursive: true }));

function copyDependencies(from: string, resolveFrom: string, modules: string): void {
  const { dependencies = {} } = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8')) as {
    dependencies?: Record<string, string>;
  };
  for (const name of Object.keys(dependencies)) {
    const place = dirname(require.resolve(`${name}/package.json`, { paths: [resolveFrom] }));
    cpSync(place, join(modules, name), { recursive: true });
    copyDependencies(place, place, modules);
  }
}

function node(...words: string[]) {
  return spawnSync(process.execPath, words, { cwd: project, encoding: 'utf8' });
}

describe('the package as it is published', () => {
  it('runs its command', () => {
    const { status, stdout, stderr } = node(
      'node_modules/fenghuo-cap/bin/fenghuo-cap.js',
      'check',
      `--at=${AT}`,
      SAMPLE,
    );
    expect(stderr).toBe('');
    expect(stdout).toContain('采用 accepted');
    expect(status).toBe(0);
  });

  it('is required by CommonJS and imported by ES modules', () => {
    const call = `judge(require('node:fs').readFileSync(${JSON.stringify(SAMPLE)}), { now: new Date('${AT}') }).verdict`;
    writeFileSync(join(project, 'a.cjs'), `const { judge } = require('fenghuo-cap'); console.log(${call});`);
    writeFileSync(
      join(project, 'b.mjs'),
      `import { createRequire } from 'node:module'; import { judge } from 'fenghuo-cap'; const require = createRequire(import.meta.url); console.log(${call});`,
    );
    expect(node('a.cjs').stdout).toBe('accepted\n');
    expect(node('b.mjs').stdout).toBe('accepted\n');
  });

  it('brings its types', () => {
    writeFileSync(
      join(project, 'c.ts'),
      "import { judge, type Judgement } from 'fenghuo-cap';\nexport const judgement: Judgement = judge(new Uint8Array(), { now: new Date(0) });\n",
    );
    const compiler = require.resolve('typescript/bin/tsc');
    const words = [
      '--noEmit',
      '--strict',
      '--skipLibCheck',
      '--module',
      'nodenext',
      '--moduleResolution',
      'nodenext',
      '--types',
      'node',
    ];
    const roots = join(dirname(require.resolve('@types/node/package.json')), '..');
    const { status, stdout } = node(compiler, ...words, '--typeRoots', roots, 'c.ts');
    expect(stdout).toBe('');
    expect(status).toBe(0);
  });
});
