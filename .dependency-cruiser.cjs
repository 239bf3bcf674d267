const SPEC = '[.](spec|int-spec|e2e-spec)[.]ts$';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    { name: 'not-to-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'services-meet-only-through-events',
      comment: 'Publish an event or call the other service over HTTP; never import its code.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/', pathNot: '^apps/standalone/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'libs-never-import-apps',
      comment: 'Move the shared piece into a lib.',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    {
      name: 'libs-by-front-door',
      comment: 'Import @libs/<name>, not a file inside it.',
      severity: 'error',
      // jest loads test/setup without the aliases of the libs.
      from: { path: '^(apps|scenarios|test|tools)/', pathNot: '^test/setup/' },
      to: { path: '^libs/[^/]+/src/', pathNot: '^libs/[^/]+/src/index[.]ts$' },
    },
    {
      name: 'libs-by-front-door-lib',
      comment: 'A lib also enters another lib by its index.',
      severity: 'error',
      from: { path: '^libs/([^/]+)/' },
      to: { path: '^libs/[^/]+/src/', pathNot: '^libs/($1/|[^/]+/src/index[.]ts$)' },
    },
    {
      name: 'scenarios-stay-outside-the-product',
      comment: 'No service knows a scenario; only the standalone loads one, through the registry.',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: '^apps/standalone/' },
      to: { path: '^scenarios/' },
    },
    {
      name: 'scenarios-know-no-service',
      comment: 'A scenario is data: it may use the libs.',
      severity: 'error',
      from: { path: '^scenarios/', pathNot: SPEC },
      to: { path: '^(apps|tools)/' },
    },
    {
      name: 'source-figures-never-in-the-product',
      comment: 'What a replay has to come to is counted by the product, never known to it.',
      severity: 'error',
      from: { path: '^(apps|libs|scenarios)/', pathNot: SPEC },
      to: { path: 'source-figures' },
    },
    {
      name: 'domain-is-pure',
      comment: 'A rule may use only its own domain folder and @libs/kernel. Pass time, ids and facts in as arguments.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/src/(domain|[^/]+/domain)/', pathNot: SPEC },
      to: { pathNot: '^(apps/$1/src/(domain|[^/]+/domain)/|libs/kernel/)' },
    },
    {
      name: 'kernel-is-a-leaf',
      comment: 'The kernel may use uuid (version 7 ids) and nothing else.',
      severity: 'error',
      from: { path: '^libs/kernel/', pathNot: SPEC },
      to: { pathNot: '^(libs/kernel/|node_modules/uuid/)' },
    },
    {
      name: 'events-know-nobody',
      comment: 'Contracts may use zod, the kernel and each other only.',
      severity: 'error',
      from: { path: '^libs/events/', pathNot: SPEC },
      to: { pathNot: '^(libs/(events|kernel)/|node_modules/zod/|util$)' },
    },
    {
      name: 'slices-do-not-call-slices',
      comment: 'Share through domain/ or persistence/, or let an event connect them.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/src/([^/]+)/', pathNot: '^apps/[^/]+/src/(domain|persistence)/' },
      to: { path: '^apps/$1/src/[^/]+/', pathNot: '^apps/$1/src/($2|domain|persistence)/' },
    },
    {
      name: 'edges-go-through-the-use-case',
      comment: 'A controller, consumer or job translates; it does not load, decide or save.',
      severity: 'error',
      from: { path: '[.](http|consumer|job)[.]ts$' },
      to: { path: '^apps/[^/]+/src/(domain|persistence|[^/]+/domain|[^/]+/persistence)/', pathNot: '[.]query[.]ts$' },
    },
    {
      name: 'persistence-knows-no-slice',
      severity: 'error',
      from: { path: '^apps/([^/]+)/src/persistence/' },
      to: { path: '^apps/[^/]+/src/[^/]+/', pathNot: '^apps/[^/]+/src/(domain|persistence)/' },
    },
    {
      name: 'kafka-client-only-in-messaging',
      comment: 'The client library is replaceable only while one folder knows it.',
      severity: 'error',
      from: { pathNot: '^(libs/(messaging|testing)/|test/)' },
      to: { path: 'node_modules/(kafkajs|@confluentinc/kafka-javascript|@platformatic/kafka)/' },
    },
    {
      name: 'orm-only-in-persistence',
      severity: 'error',
      from: {
        pathNot:
          '^(libs/(persistence|messaging|testing)/|apps/[^/]+/src/(persistence/|[^/]+/persistence/|[^/]+[.]module[.]ts$)|test/)',
      },
      to: { path: 'node_modules/(typeorm|@nestjs/typeorm)/' },
    },
    {
      name: 'sql-client-only-in-persistence',
      comment: 'Reach PostgreSQL through @libs/persistence: its time-outs are always set.',
      severity: 'error',
      from: { pathNot: `(^libs/(persistence|messaging|testing)/|^test/|${SPEC})` },
      to: { path: 'node_modules/pg/' },
    },
    {
      name: 'redis-client-only-in-cache',
      comment: 'Redis never holds the only copy of a fact; reach it through @libs/cache.',
      severity: 'error',
      from: { pathNot: '^libs/(cache|testing)/' },
      to: { path: 'node_modules/(ioredis|redis|@redis/[^/]+)/' },
    },
    {
      name: 'class-validator-only-at-http',
      severity: 'error',
      from: { pathNot: '([.]http[.]ts$|^libs/http/|^test/)' },
      to: { path: 'node_modules/(class-validator|class-transformer)/' },
    },
    {
      name: 'no-test-code-in-production',
      severity: 'error',
      from: { path: '^(apps|libs|scenarios|tools)/', pathNot: `(${SPEC}|^libs/testing/)` },
      to: { path: `(${SPEC}|^libs/testing/|^test/)` },
    },
    {
      name: 'no-undeclared-package',
      comment:
        'A package that is imported stands in package.json; what another package brought along may leave with it.',
      severity: 'error',
      from: { path: '^(apps|libs|scenarios|tools|test)/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-development-package-in-production',
      severity: 'error',
      // A checkout runs the command of libs/cap from its sources; that file is not published.
      from: { path: '^(apps|libs|scenarios)/', pathNot: `(${SPEC}|^libs/testing/|^libs/cap/bin/run-sources[.]js$)` },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['main', 'types'],
    },
  },
};
