import type { Config } from 'jest';

const swc = {
  jsc: {
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    target: 'es2022',
    keepClassNames: true,
  },
  module: { type: 'commonjs' },
  sourceMaps: 'inline',
};
const swcOfPackages = { jsc: { parser: { syntax: 'ecmascript' }, target: 'es2022' }, module: { type: 'commonjs' } };

/** Packages that ship ES modules only; jest runs CommonJS, so they are down-levelled. */
const esmOnly = ['@nestjs', 'es-toolkit', 'jose', 'uuid', 'file-type', 'strtok3', 'token-types', 'uint8array-extras', '@borewit', '@tokenizer'];

const tier = (displayName: string, testMatch: string[], more: Config = {}): Config => ({
  displayName,
  testMatch: testMatch.map((pattern) => `<rootDir>/${pattern}`),
  rootDir: '.',
  testEnvironment: 'node',
  moduleFileExtensions: ['js', 'mjs', 'json', 'ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', swc], '^.+/node_modules/.+\\.m?js$': ['@swc/jest', swcOfPackages] },
  transformIgnorePatterns: [`/node_modules/(?!(${esmOnly.join('|')})/)`],
  moduleNameMapper: { '^@libs/([^/]+)$': '<rootDir>/libs/$1/src/index.ts' },
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  ...more,
});

const config: Config = {
  projects: [
    tier('unit', ['{apps,libs}/**/*.spec.ts']),
    tier('contracts', ['test/contracts/**/*.spec.ts']),
    tier('architecture', ['test/architecture/**/*.spec.ts']),
  ] as Config['projects'],
};

export default config;
