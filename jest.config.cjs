const { noteMissing } = require('./test/setup/programs.cjs');

noteMissing();

// CommonJS: on Node 20 jest reads a TypeScript configuration only through ts-node.
const swc = {
  swcrc: false,
  jsc: {
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    target: 'es2022',
    keepClassNames: true,
  },
  module: { type: 'commonjs' },
  sourceMaps: 'inline',
};
const swcOfPackages = {
  swcrc: false,
  jsc: { parser: { syntax: 'ecmascript' }, target: 'es2022' },
  module: { type: 'commonjs' },
};

/** Packages that ship ES modules only; jest runs CommonJS here, so they are down-levelled (docs/adr/0005). */
const esmOnly = [
  '@nestjs',
  'clipper2-ts',
  'es-toolkit',
  'cookie',
  'jose',
  'robust-predicates',
  'uuid',
  'file-type',
  'strtok3',
  'token-types',
  'uint8array-extras',
  '@borewit',
  '@tokenizer',
];

const onPostgres = {
  globalSetup: '<rootDir>/test/setup/postgres.ts',
  globalTeardown: '<rootDir>/test/setup/stop-servers.ts',
};
const onPostgresAndKafka = {
  setupFilesAfterEnv: ['<rootDir>/test/setup/patient.cjs', '<rootDir>/test/setup/whole-machine.cjs'],
  globalSetup: '<rootDir>/test/setup/postgres-and-kafka.ts',
  globalTeardown: '<rootDir>/test/setup/stop-servers.ts',
};

/** One tier of tests; test/setup/tier-reporter.cjs counts them against test/minima.json. */
const tier = (displayName, testMatch, more = {}) => ({
  displayName,
  rootDir: __dirname,
  testMatch: testMatch.map((pattern) => `<rootDir>/${pattern}`),
  testEnvironment: 'node',
  setupFiles: ['<rootDir>/test/setup/quiet.cjs'],
  setupFilesAfterEnv: ['<rootDir>/test/setup/patient.cjs'],
  moduleFileExtensions: ['js', 'mjs', 'json', 'ts'],
  transform: {
    '^.+\\.ts$': ['@swc/jest', swc],
    '^.+/(node_modules/.+|web/[^/]+)\\.m?js$': ['@swc/jest', swcOfPackages],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esmOnly.join('|')})/)`],
  moduleNameMapper: { '^@libs/([^/]+)$': '<rootDir>/libs/$1/src/index.ts' },
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  ...more,
});

/** @type {import('jest').Config} */
module.exports = {
  rootDir: __dirname,
  maxWorkers: 2,
  testSequencer: '<rootDir>/test/setup/longest-first.cjs',
  // jest keeps something of every file that a worker has run.
  workerIdleMemoryLimit: '1GB',
  reporters: ['default', '<rootDir>/test/setup/tier-reporter.cjs'],
  projects: [
    tier('unit', ['{apps,libs,scenarios,tools,test/bench,test/faults}/**/*.spec.ts']),
    tier('contracts', ['test/contracts/**/*.spec.ts']),
    tier('architecture', ['test/architecture/**/*.spec.ts']),
    tier('slice', ['{apps,libs}/**/*.int-spec.ts'], { ...onPostgres, globalSetup: '<rootDir>/test/setup/slice.ts' }),
    tier('migrations', ['test/migrations/**/*.spec.ts'], onPostgres),
    tier('delivery', ['test/messaging/**/*.spec.ts'], {
      ...onPostgresAndKafka,
      globalSetup: '<rootDir>/test/setup/delivery.ts',
    }),
    tier('story', ['test/e2e/**/*.e2e-spec.ts'], {
      ...onPostgresAndKafka,
      globalSetup: '<rootDir>/test/setup/story.ts',
    }),
  ],
};
