/** What some tests need and a machine may lack; test/setup/programs.cjs looks for it and the report names what is missing. */
export type Program = 'kafka' | 'browser' | 'redis' | 'kcat' | 'xmlsec1';

/**
 * Registers the tests only where the program can be had. The file needs a test beside them: jest refuses one without.
 */
export function describeWith(program: Program, what: string, tests: () => void): void {
  if (!process.env[`FENGHUO_TEST_${program.toUpperCase()}_MISSING`]) describe(what, tests);
}
