import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventCatalogue } from '@libs/events';
import { ruleLines, rulesNamedByTests } from '../../tools/build-docs/rule-lines';
import { sourceFiles } from '../../tools/build-docs/source-files';
import { constantOf, filesInNamelessPlaces, filesWithForeignNames, incompleteSlices, strayEvents } from './house-rules';
import { projectRoot } from './sample-tree';

describe('the source tree', () => {
  const files = sourceFiles(projectRoot, ['apps', 'libs', 'scenarios', 'tools']);
  const paths = files.map(({ path }) => path);

  it('has files named by their words and roles only', () => {
    expect(filesWithForeignNames(paths)).toEqual([]);
  });

  it('has no place for things without a name', () => {
    expect(filesInNamelessPlaces(paths)).toEqual([]);
  });

  it('has in each slice a file of its name and a test', () => {
    expect(incompleteSlices(paths)).toEqual([]);
  });

  it('publishes every event in the service that owns it, and consumes it', () => {
    const built = eventCatalogue.filter(({ type }) =>
      existsSync(join(projectRoot, 'apps', type.split('.')[0]!, 'src')),
    );

    expect(strayEvents(built, files)).toEqual([]);
  });

  it('names every rule of the business in the title of a test', () => {
    const named = rulesNamedByTests(files);

    expect(ruleLines(files).filter(({ id }) => !named.has(id))).toEqual([]);
  });

  it('states each rule of the business once', () => {
    const ids = ruleLines(files).map(({ id }) => id);

    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
  });

  it('locks packages without the address of a registry', () => {
    const lock = readFileSync(join(projectRoot, 'package-lock.json'), 'utf8');
    // A package of this repository (libs/cap) is locked by its folder.
    const addresses = [...lock.matchAll(/"resolved": "([^"]*)"/g)].map(([, address]) => address);
    expect(addresses.filter((address) => !address!.startsWith('libs/'))).toEqual([]);
  });

  it('locks the optional packages of every platform (node tools/lockfile/complete.mjs adds them)', () => {
    const { packages } = JSON.parse(readFileSync(join(projectRoot, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { optionalDependencies?: Record<string, string> }>;
    };
    const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter(
        (name) => !(`node_modules/${name}` in packages) && !(`${path}/node_modules/${name}` in packages),
      ),
    );

    expect(missing).toEqual([]);
  });
});

describe('the check of names', () => {
  it('accepts words with roles of the list and nothing else', () => {
    const good = ['apps/a/src/accept-mission.http.ts', 'libs/e/mission-accepted.v1.ts', 'apps/a/b.policy.spec.ts'];
    const bad = ['apps/a/src/mission.service.ts', 'apps/a/Mission.ts', 'libs/x/a.mapper.spec.ts', 'libs/x/b_c.ts'];

    expect(filesWithForeignNames([...good, ...bad])).toEqual(bad);
  });

  it('refuses folders and files that say nothing', () => {
    const bad = ['libs/x/src/utils/a.ts', 'apps/common/src/a.ts', 'libs/x/src/base.entity.ts', 'apps/a/src/b/index.ts'];

    expect(filesInNamelessPlaces([...bad, 'libs/x/src/index.ts', 'apps/a/src/utilities-board/a.ts'])).toEqual(bad);
  });
});

describe('the check of slices', () => {
  it('wants a file of the folder’s name and a test, also in a group of slices', () => {
    expect(
      incompleteSlices([
        'apps/a/src/main.ts',
        'apps/a/src/domain/mission.ts',
        'apps/a/src/persistence/migrations/1-first.ts',
        'apps/a/src/accept-mission/accept-mission.ts',
        'apps/a/src/accept-mission/accept-mission.int-spec.ts',
        'apps/a/src/accept-mission/static/page.ts',
        'apps/a/src/board/board.projection.ts',
        'apps/a/src/ledgers/import-ledger/rows.ts',
        'apps/a/src/ledgers/domain/ledger.ts',
        'apps/standalone/src/launcher/first.ts',
      ]),
    ).toEqual([
      'apps/a/src/board has no test',
      'apps/a/src/ledgers/import-ledger has no file of its own name',
      'apps/a/src/ledgers/import-ledger has no test',
    ]);
  });
});

describe('the check of events', () => {
  const event = { type: 'dispatch.mission-accepted.v1' };
  const publishes = { path: 'apps/dispatch/src/a/a.ts', text: 'outbox.add(tx, MissionAcceptedV1, {})' };
  const consumes = { path: 'apps/picture/src/b/b.consumer.ts', text: '@Consumes(MissionAcceptedV1) on() {}' };

  it('knows the constant of a type', () => {
    expect(constantOf(event.type)).toBe('MissionAcceptedV1');
  });

  it('accepts one owner that publishes and one consumer, or consumers elsewhere', () => {
    expect(strayEvents([event], [publishes, consumes])).toEqual([]);
    expect(strayEvents([{ ...event, external: true }], [publishes])).toEqual([]);
  });

  it('knows a handler of several events', () => {
    const batch = { ...consumes, text: '@ConsumesBatch(\n  LevelActivatedV1,\n  MissionAcceptedV1,\n) fold() {}' };

    expect(strayEvents([event], [publishes, batch])).toEqual([]);
  });

  it('finds events that nobody publishes or consumes', () => {
    const mentions = {
      path: 'apps/dispatch/src/c/c.ts',
      text: "import { MissionAcceptedV1 } from '@libs/events';\n// MissionAcceptedV1\ntype D = EventData<typeof MissionAcceptedV1>;",
    };

    expect(strayEvents([event], [mentions, { ...publishes, path: 'apps/dispatch/src/a/a.spec.ts' }])).toEqual([
      'dispatch.mission-accepted.v1 is not published by dispatch',
      'dispatch.mission-accepted.v1 is consumed by nobody',
    ]);
  });

  it('finds a service that publishes the fact of another', () => {
    const stranger = { ...publishes, path: 'apps/callout/src/a/a.ts' };

    expect(strayEvents([event], [publishes, stranger, consumes])).toEqual([
      'dispatch.mission-accepted.v1 is published by callout, which does not own it',
    ]);
  });
});

describe('the rules of the business', () => {
  const files = [
    {
      path: 'apps/a/src/domain/mission.ts',
      text: [
        '/** Rule DISP-03: only the team that was asked may acknowledge. */',
        'export function accept() {}',
        '/**',
        ' * Rule DISP-04: a mission that is released',
        ' * stays so.',
        ' *',
        ' * Why: law.',
        ' */',
        '// Rule DISP-05: not in a doc comment',
      ].join('\n'),
    },
    { path: 'apps/a/src/domain/mission.spec.ts', text: "it('DISP-03: …', f); // DISP-04 is only a comment" },
  ];

  it('are found with their sentence and place', () => {
    expect(ruleLines(files)).toEqual([
      { id: 'DISP-03', sentence: 'only the team that was asked may acknowledge.', path: files[0]!.path, line: 1 },
      { id: 'DISP-04', sentence: 'a mission that is released stays so.', path: files[0]!.path, line: 4 },
    ]);
  });

  it('count as tested when a title names them', () => {
    expect(rulesNamedByTests(files)).toEqual(new Set(['DISP-03']));
  });
});
