const { accessSync, constants } = require('node:fs');
const { delimiter, join } = require('node:path');

/** Programs that some tests run and the test set-up cannot bring: the executable and its Debian package. */
const FROM_DEBIAN = {
  redis: { executable: 'redis-server', package: 'redis-server' },
  kcat: { executable: 'kcat', package: 'kcat' },
  xmlsec1: { executable: 'xmlsec1', package: 'xmlsec1' },
};

/** All that tests may need and a machine may lack; a tier's minimum has a count for each. */
const NAMES = ['kafka', 'browser', ...Object.keys(FROM_DEBIAN)];

const variableOf = (name) => `FENGHUO_TEST_${name.toUpperCase()}_MISSING`;

/** Sets `FENGHUO_TEST_<NAME>_MISSING` to the reason, for this process and the workers, where a program is not on the path. */
function noteMissing() {
  for (const [name, { executable, package: of }] of Object.entries(FROM_DEBIAN)) {
    if (!isOnPath(executable)) process.env[variableOf(name)] = `there is no ${executable} (Debian package ${of})`;
  }
}

/** Why each missing program is missing; what is there has no entry. */
function missing() {
  const reasons = NAMES.map((name) => [name, process.env[variableOf(name)]]);
  return Object.fromEntries(reasons.filter(([, reason]) => reason));
}

function isOnPath(executable) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, executable), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

module.exports = { NAMES, missing, noteMissing };
