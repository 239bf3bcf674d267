const { Client } = require('pg');
const { needsWholeMachine } = require('./long-tests.cjs');

// As long as whatever has the machine may take; the limit only ends what hangs.
const PATIENCE_MS = 1_800_000;

let session;

// Every story and delivery test has a share of the machine, or all of it; the server of the tests keeps the list.
beforeAll(async () => {
  session = new Client({ connectionString: process.env.FENGHUO_TEST_DATABASE_URL, keepAlive: true });
  session.on('error', () => undefined);
  await session.connect();
  const share = needsWholeMachine(expect.getState().testPath) ? '' : '_shared';
  await session.query('set statement_timeout = 0; set lock_timeout = 0; set idle_session_timeout = 0');
  await session.query(`select pg_advisory_lock${share}(hashtextextended('whole machine', 0))`);
}, PATIENCE_MS);
afterAll(() => session?.end());
