#!/usr/bin/env node
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const { run } = require(join(compiled(), 'cli', 'run'));

// Whoever reads the output may stop, as `head` does: the exit code is still the verdict.
process.stdout.on('error', (error) => {
  if (error.code !== 'EPIPE') throw error;
});

run(process.argv.slice(2), process).then((code) => {
  process.exitCode = code;
});

/** The published package carries compiled code only; a checkout runs its sources as they are now, without a build. */
function compiled() {
  const source = join(__dirname, '..', 'src');
  if (!existsSync(source)) return join(__dirname, '..', 'dist');
  try {
    require('./run-sources.js');
    return source;
  } catch (error) {
    if (error.code !== 'MODULE_NOT_FOUND') throw error;
    // Without the development packages there is no compiler, but the built product.
    return join(__dirname, '..', '..', '..', 'dist', 'libs', 'cap', 'src');
  }
}
