import tseslint from 'typescript-eslint';

const everywhere = ['**/*.ts'];
const domain = ['apps/**/domain/**/*.ts'];
const tests = ['**/*.{spec,int-spec,e2e-spec}.ts', 'test/**/*.ts', 'libs/testing/**/*.ts'];
const mayReadEnvironment = ['**/*.config.ts', 'tools/**/*.ts', ...tests];
const mayAnswerHttp = ['**/*.http.ts', 'libs/http/**/*.ts', ...tests];

/** A comment that promises work has to say where that work is kept. */
const promisesNameAnIssue = {
  create: (context) => ({
    Program() {
      for (const comment of context.sourceCode.getAllComments()) {
        if (/\b(TODO|FIXME|HACK)\b/.test(comment.value) && !/(#|issue )\d+/.test(comment.value)) {
          context.report({ loc: comment.loc, message: 'Name the issue that will do this (#12), or do it now.' });
        }
      }
    },
  }),
};

const noDefaultExport = {
  selector: 'ExportDefaultDeclaration',
  message: 'Export by name: a name can be searched for.',
};
const noBarrel = {
  selector: 'ExportAllDeclaration',
  message: 'No barrels in apps: Nest resolves cyclic index files to undefined. Import the file itself.',
};
const noReadingTheClock = {
  selector: "NewExpression[callee.name='Date'][arguments.length=0]",
  message: 'A rule takes the time as an argument.',
};
const environment = {
  object: 'process',
  property: 'env',
  message: 'Only *.config.ts reads the environment; take a typed configuration.',
};
const clock = { object: 'Date', property: 'now', message: 'A rule takes the time as an argument.' };
const chance = { object: 'Math', property: 'random', message: 'A rule takes chance as an argument.' };
const httpExceptions = {
  regex: '^@nestjs/common$',
  importNamePattern: 'Exception$',
  message: 'Refuse with a DomainRefusal; libs/http turns it into an answer.',
};
const environmentModule = {
  regex: '^(node:)?process$',
  message: 'Only *.config.ts reads the environment, and it does so as process.env.',
};
const cryptoModule = { regex: '^(node:)?crypto$', message: 'A rule takes ids and chance as arguments.' };

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', 'coverage/**', '.data/**', '.kafka/**'] },
  {
    files: everywhere,
    extends: [tseslint.configs.recommended],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { house: { rules: { 'promises-name-an-issue': promisesNameAnIssue } } },
    rules: {
      'house/promises-name-an-issue': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      eqeqeq: 'error',
      'no-restricted-syntax': ['error', noDefaultExport],
      'no-restricted-properties': ['error', environment],
      'no-restricted-imports': ['error', { patterns: [httpExceptions, environmentModule] }],
    },
  },
  { files: ['apps/**/*.ts'], rules: { 'no-restricted-syntax': ['error', noDefaultExport, noBarrel] } },
  { files: mayReadEnvironment, rules: { 'no-restricted-properties': 'off' } },
  { files: mayAnswerHttp, rules: { 'no-restricted-imports': ['error', { patterns: [environmentModule] }] } },
  {
    files: domain,
    rules: {
      'no-restricted-globals': ['error', 'crypto', 'performance', 'setTimeout', 'setInterval'],
      'no-restricted-syntax': ['error', noDefaultExport, noBarrel, noReadingTheClock],
      'no-restricted-properties': ['error', environment, clock, chance],
      'no-restricted-imports': ['error', { patterns: [httpExceptions, environmentModule, cryptoModule] }],
    },
  },
  // An event of any data: only `any` is both what a schema gives and what a key takes.
  { files: ['libs/events/**/*.ts', 'libs/messaging/**/*.ts'], rules: { '@typescript-eslint/no-explicit-any': 'off' } },
  // jest calls the default export of a set-up file.
  { files: ['test/setup/*.ts'], rules: { 'no-restricted-syntax': 'off' } },
);
