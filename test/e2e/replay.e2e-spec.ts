import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';
import { eventually } from '@libs/testing';
import { rainstorm } from '../standalone/rainstorm';
import { StandaloneProcess } from '../standalone/standalone-process';

const ROOT = resolve(__dirname, '../..');
const PATIENCE = { timeoutMs: 200_000 };

// Whole stories: the limit only ends what hangs.
jest.setTimeout(400_000);

let product: StandaloneProcess;
const replays: ChildProcess[] = [];

beforeAll(async () => {
  product = await StandaloneProcess.start('', true);
});
afterEach(() => {
  for (const replay of replays.splice(0)) replay.kill('SIGKILL');
});
afterAll(() => product?.stop());

/** `npm run replay -- …` against the product. */
function replay(...words: string[]) {
  const child = spawn(process.execPath, ['dist/tools/replay/main.js', ...words], {
    cwd: ROOT,
    env: { ...process.env, FENGHUO_URL: product.url, FENGHUO_CREDENTIALS: product.credentialsFile },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  replays.push(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += String(chunk)));
  const ended = new Promise<number | null>((done) => child.once('close', done));
  return {
    output: () => output,
    exit: async () => ({ code: await ended, table: tableIn(output), output }),
    says: (words: string) =>
      eventually(() => (child.exitCode === null ? expect(output).toContain(words) : fail(output)), PATIENCE),
  };
}

function fail(output: string): never {
  throw new Error(`The replay has ended:\n${output}`);
}

/** Names of the rows of the table: which are equal, and which are not. */
function tableIn(output: string): { equal: string[]; different: string[] } {
  const rowsWith = (end: RegExp) =>
    output.split('\n').flatMap((line) => (end.test(line) ? [line.split(/ {2,}/)[0]!.replace(/^\S+ /, '')] : []));
  return { equal: rowsWith(/是 yes\s*$/), different: rowsWith(/否 NO\s*$/) };
}

const get = async (path: string, as: string) => (await product.request('GET', path, { as })).json;
const post = async (path: string, as: string, body: object = {}) => {
  const { status, json } = await product.request('POST', path, { as, body });
  if (status >= 400) throw new Error(`POST ${path}: ${status} ${JSON.stringify(json)}`);
  return json;
};

/** Opens an actual emergency in the county and answers its id, once dispatch and resettlement know it. */
async function actualEmergency(): Promise<string> {
  const { document } = rainstorm({ area: '宁县', divisions: ['621026'] });
  const { warningId } = (await product.request('POST', '/api/alerting/cap', { as: 'feed', body: document })).json;
  return eventually(async () => {
    const { emergencyIds } = await get(`/api/picture/warnings/${warningId as string}`, 'duty-officer');
    return (emergencyIds as string[])[0] ?? false;
  }, PATIENCE);
}

const FLOOD_ROWS = ['Evacuated', 'Relocated', 'Machine-trips', 'Rescuers'];

describe('the replay of the flood', () => {
  it('comes to every figure of the source, while actual missions of the same teams and actual check-ins at the same shelters go on', async () => {
    const running = replay('qingyang-2021-flood');
    const emergencyId = await actualEmergency();
    await running.says('teams are on scene');

    const [busy] = (
      await get('/api/dispatch/missions?filter[mode]=exercise&filter[state]=arrived&limit=1', 'dispatcher')
    ).items;
    const {
      id: householdId,
      memberIds,
      shelterId,
    } = (await get('/api/resettlement/households?filter[division]=621026105&limit=1', 'duty-officer')).items[0];
    // The emergency may be on its way to these services.
    const { missionId } = await eventually(() => {
      const body = { emergencyId, teamId: busy.teamId, task: '实战任务', divisionCode: '621026' };
      return post('/api/dispatch/missions', 'dispatcher', body);
    });
    const stays = await eventually(() => {
      const body = { emergencyId, rows: [{ householdId, memberIds }] };
      return post(`/api/resettlement/shelters/${shelterId as string}/stays`, 'shelter-manager', body);
    });
    const { code, table, output } = await running.exit();

    expect((await get(`/api/dispatch/missions/${missionId}`, 'dispatcher')).mode).toBe('actual');
    expect(stays.results).toEqual([{ row: 0, id: expect.any(String) }]);
    expect(table.different).toEqual([]);
    expect(table.equal).toEqual(expect.arrayContaining(FLOOD_ROWS));
    expect(output).toMatch(/≥ 1,842 machine-trips +≥ 1,842 machine-trips/);
    expect(code).toBe(0);
  });

  it('goes on to the same figures when everything is killed in the middle of it and started again', async () => {
    const running = replay('qingyang-2021-flood');
    await running.says('checked their people in');

    await product.killAll();
    await product.startAgain();
    const { code, table } = await running.exit();

    expect(table.different).toEqual([]);
    expect(code).toBe(0);
  });

  it('aborts an exercise that was left unfinished and begins anew, and fails when one household and one trip are left out, with nothing else different', async () => {
    const first = replay('qingyang-2021-flood');
    await first.says('teams are on scene');
    replays.pop()!.kill('SIGKILL');

    const { code, table, output } = await replay(
      'qingyang-2021-flood',
      '--leave-out',
      'household',
      '--leave-out',
      'trip',
    ).exit();

    expect(output).toContain('aborted 1 unfinished exercises');
    expect(table.different).toEqual(['Evacuated', 'Machine-trips']);
    expect(table.equal).toEqual(expect.arrayContaining(['Relocated', 'Rescuers']));
    expect(code).toBe(1);
  });
});

describe('the replay of the drought', () => {
  it('comes to Level IV, activated and ended', async () => {
    const { code, table } = await replay('qingyang-2021-drought').exit();

    expect(table).toEqual({
      equal: ['Drought response: 启动 activated', 'Drought response: 终止 ended'],
      different: [],
    });
    expect(code).toBe(0);
  });
});

describe('the replay', () => {
  it('says how it is used', () => {
    const { status, stderr } = spawnSync(process.execPath, ['dist/tools/replay/main.js', 'qingyang-1920'], {
      cwd: ROOT,
      encoding: 'utf8',
    });

    expect(status).toBe(2);
    expect(stderr).toContain('qingyang-2021-flood');
  });
});
