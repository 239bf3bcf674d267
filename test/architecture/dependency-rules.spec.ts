import { join } from 'node:path';
import { projectRoot, runTool, sampleTree } from './sample-tree';

const { forbidden } = jest.requireActual<{ forbidden: { name: string }[] }>('../../.dependency-cruiser.cjs');

const packages = [
  'kafkajs',
  'typeorm',
  'pg',
  'redis',
  'class-validator',
  '@nestjs/common',
  'zod',
  'uuid',
  'jest',
  'stray',
];
const declared = packages.filter((name) => name !== 'stray' && name !== 'jest');
const imports = (...what: string[]) => what.map((path, i) => `import * as m${i} from '${path}';`).join('\n');

/** A tree that keeps every rule, and beside it one file for each way to break one. */
const clean = {
  'apps/standalone/src/main.ts': imports('../../dispatch/src/dispatch.module', '../../../scenarios/flood/city'),
  'apps/dispatch/src/dispatch.module.ts': imports('./accept-mission/accept-mission.http', 'typeorm', '@libs/messaging'),
  'apps/dispatch/src/accept-mission/accept-mission.http.ts': imports('./accept-mission', 'class-validator'),
  'apps/dispatch/src/accept-mission/accept-mission.ts': imports('../domain/mission', '../persistence/mission.entity'),
  'apps/dispatch/src/accept-mission/accept-mission.int-spec.ts': imports('@libs/testing'),
  'apps/dispatch/src/release-team/release-team.ts': imports('../domain/mission', '@libs/events'),
  'apps/dispatch/src/domain/mission.ts': imports('@libs/kernel', './refusals'),
  'apps/dispatch/src/domain/refusals.ts': imports('@libs/kernel'),
  'apps/dispatch/src/domain/mission.spec.ts': imports('jest', './mission'),
  'apps/dispatch/src/persistence/mission.entity.ts': imports('typeorm', '../domain/mission'),
  'apps/callout/src/main.ts': 'export {};',
  'scenarios/flood/city.ts': imports('@libs/kernel'),
  'scenarios/flood/source-figures.ts': 'export {};',
  'libs/kernel/src/index.ts': imports('uuid'),
  'libs/events/src/index.ts': imports('zod'),
  'libs/messaging/src/index.ts': imports('kafkajs', 'pg', './outbox'),
  'libs/messaging/src/outbox.ts': 'export {};',
  'libs/testing/src/index.ts': imports('pg', 'jest'),
  'libs/cap/src/index.ts': imports('@libs/kernel'),
};
const bad = (rule: string, path: string, ...what: string[]) => [rule, path, imports(...what)] as const;
const violations = [
  bad('no-circular', 'libs/cap/src/a.ts', './a2'),
  bad('not-to-unresolvable', 'libs/cap/src/b.ts', './nowhere'),
  bad('services-meet-only-through-events', 'apps/dispatch/src/c.ts', '../../callout/src/main'),
  bad('libs-never-import-apps', 'libs/cap/src/d.ts', '../../../apps/callout/src/main'),
  bad('libs-by-front-door', 'apps/dispatch/src/e.ts', '../../../libs/messaging/src/outbox'),
  bad('libs-by-front-door-lib', 'libs/cap/src/f.ts', '../../messaging/src/outbox'),
  ['domain-is-pure', 'apps/dispatch/src/domain/g.ts', "import type * as m from '@nestjs/common';"] as const,
  bad('domain-is-pure', 'apps/dispatch/src/domain/g2.ts', 'node:crypto'),
  bad('domain-is-pure', 'apps/dispatch/src/domain/g3.ts', '@libs/events'),
  bad('domain-is-pure', 'apps/dispatch/src/ledgers/domain/g4.ts', 'zod'),
  bad('kernel-is-a-leaf', 'libs/kernel/src/h.ts', '@libs/events'),
  bad('events-know-nobody', 'libs/events/src/i.ts', '@nestjs/common'),
  bad('slices-do-not-call-slices', 'apps/dispatch/src/release-team/j.ts', '../accept-mission/accept-mission'),
  bad('edges-go-through-the-use-case', 'apps/dispatch/src/release-team/k.http.ts', '../domain/mission'),
  bad('edges-go-through-the-use-case', 'apps/dispatch/src/release-team/k.job.ts', '../persistence/mission.entity'),
  bad('persistence-knows-no-slice', 'apps/dispatch/src/persistence/l.ts', '../accept-mission/accept-mission'),
  bad('kafka-client-only-in-messaging', 'apps/dispatch/src/m.ts', 'kafkajs'),
  bad('orm-only-in-persistence', 'apps/dispatch/src/release-team/n.ts', 'typeorm'),
  bad('sql-client-only-in-persistence', 'apps/dispatch/src/release-team/o.ts', 'pg'),
  bad('redis-client-only-in-cache', 'libs/messaging/src/p.ts', 'redis'),
  bad('class-validator-only-at-http', 'apps/dispatch/src/release-team/q.ts', 'class-validator'),
  bad('no-test-code-in-production', 'apps/dispatch/src/release-team/r.ts', '@libs/testing'),
  bad('no-test-code-in-production', 'libs/cap/src/r2.ts', '../../../apps/dispatch/src/domain/mission.spec'),
  bad('no-undeclared-package', 'libs/cap/src/s.ts', 'stray'),
  bad('scenarios-stay-outside-the-product', 'apps/dispatch/src/u.ts', '../../../scenarios/flood/city'),
  bad('scenarios-know-no-service', 'scenarios/flood/v.ts', '../../apps/callout/src/main'),
  bad('source-figures-never-in-the-product', 'apps/standalone/src/w.ts', '../../../scenarios/flood/source-figures'),
  bad('no-development-package-in-production', 'libs/cap/src/t.ts', 'jest'),
];

describe('the dependency rules', () => {
  let broken: { from: string; rule: { name: string } }[];

  beforeAll(async () => {
    const tree = sampleTree({
      ...clean,
      'libs/cap/src/a2.ts': imports('./a'),
      ...Object.fromEntries(violations.map(([, path, text]) => [path, text])),
      ...Object.fromEntries(packages.map((name) => [`node_modules/${name}/index.js`, 'module.exports = {};'])),
      ...Object.fromEntries(packages.map((name) => [`node_modules/${name}/package.json`, JSON.stringify({ name })])),
      'package.json': JSON.stringify({
        dependencies: Object.fromEntries(declared.map((name) => [name, '*'])),
        devDependencies: { jest: '*' },
      }),
      'tsconfig.json': JSON.stringify({ compilerOptions: { paths: { '@libs/*': ['./libs/*/src/index.ts'] } } }),
    });
    try {
      const config = join(projectRoot, '.dependency-cruiser.cjs');
      const args = ['apps', 'libs', 'scenarios', '--config', config, '--output-type', 'json'];
      const output = await runTool('dependency-cruiser/bin/dependency-cruise.mjs', args, tree.root);
      broken = (JSON.parse(output) as { summary: { violations: typeof broken } }).summary.violations;
    } finally {
      tree.remove();
    }
  }, 60_000);

  it.each(violations)('%s catches %s', (rule, path) => {
    expect(broken.filter(({ from }) => from === path).map((each) => each.rule.name)).toContain(rule);
  });

  it('let a tree pass that keeps them', () => {
    expect(broken.filter(({ from }) => from in clean)).toEqual([]);
  });

  it('are each proved by a violation here', () => {
    expect(new Set(violations.map(([rule]) => rule))).toEqual(new Set(forbidden.map(({ name }) => name)));
  });
});
