#!/usr/bin/env node
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const source = join(__dirname, '..', 'src');
// The published package carries compiled code only; a checkout runs its sources as they are now, without a build.
if (existsSync(source)) require('./run-sources.js');
const { run } = require(join(existsSync(source) ? source : join(__dirname, '..', 'dist'), 'cli', 'run'));

run(process.argv.slice(2), process).then((code) => {
  process.exitCode = code;
});
