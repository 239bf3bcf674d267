import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually, freePort } from '@libs/testing';
import { SupervisedProcess } from './launcher-process';
import { applicationEnvironment, readLauncherConfig } from './launcher.config';

/** Serves 200 everywhere, and obeys one of the commands that a test gives it by its path. */
const SERVER = `
  const server = require('node:http').createServer((request, response) => {
    response.end('ok');
    if (request.url === '/hang') setImmediate(() => { for (;;); });
  });
  server.listen(process.env.PORT, '127.0.0.1', () => process.send({ type: 'announce', lines: [process.env.DATABASE_URL] }));
`;

let folder: string;
const supervised: SupervisedProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fenghuo-application-'));
});

afterEach(async () => {
  for (const application of supervised.splice(0)) {
    application.kill();
    await application.stop(0);
  }
  rmSync(folder, { recursive: true });
});

async function supervise(source: string, databaseUrl = () => 'postgres://here') {
  const port = await freePort();
  const script = join(folder, 'application.js');
  writeFileSync(script, source);
  const seen = { pids: [] as number[], lines: [] as string[], ready: 0, trouble: [] as string[] };
  const config = { ...readLauncherConfig({}), port, firstPause: 1, pulseInterval: 50, silentPulses: 2 };
  const url = `http://127.0.0.1:${port}`;
  const environment = () => applicationEnvironment(config, databaseUrl());
  const what = { name: { 'zh-CN': '应用', en: 'The application' }, script, words: [], url, environment };
  const application = new SupervisedProcess(what, config, {
    started: (pid) => seen.pids.push(pid),
    announced: (lines) => seen.lines.push(...lines),
    ready: () => (seen.ready += 1),
    trouble: ({ en }) => seen.trouble.push(en),
  });
  supervised.push(application);
  return { application, seen, url, run: application.run() };
}

describe('the supervised process', () => {
  it('is given up when it never became ready', async () => {
    const { run, seen } = await supervise('process.exit(3)');

    expect(await run).toBe(false);
    expect(seen).toMatchObject({ ready: 0, pids: { length: 3 } });
    expect(seen.trouble.at(-1)).toBe('The application does not start (exit 3)');
  });

  it('is never given up once it was ready', async () => {
    const { seen } = await supervise(`${SERVER} setTimeout(() => process.exit(3), 400);`);

    await eventually(() => expect(seen.ready).toBeGreaterThan(3));
  });

  it('is started again when it hangs', async () => {
    const { seen, url } = await supervise(SERVER);
    await eventually(() => expect(seen.ready).toBe(1));

    await fetch(`${url}/hang`);

    await eventually(() => expect(seen.ready).toBe(2));
    expect(seen.pids).toHaveLength(2);
    expect(seen.trouble[0]).toBe('The application does not answer');
  });

  it('gets the new address of a database that has moved', async () => {
    let databaseUrl = 'postgres://first';
    const { application, seen } = await supervise(SERVER, () => databaseUrl);
    await eventually(() => expect(seen.lines).toEqual(['postgres://first']));

    databaseUrl = 'postgres://second';
    await application.renew();

    await eventually(() => expect(seen.lines).toEqual(['postgres://first', 'postgres://second']));
  });

  it('may finish what it holds when it is asked to end', async () => {
    const { application, run, seen } = await supervise(
      `${SERVER} process.on('SIGTERM', () => setTimeout(() => process.exit(0), 300));`,
    );
    await eventually(() => expect(seen.ready).toBe(1));

    expect(await application.stop(60_000)).toBe(true);
    expect(await run).toBe(true);
  });

  it('is ended the hard way when it does not finish in time', async () => {
    const { application, run, seen } = await supervise(`${SERVER} process.on('SIGTERM', () => undefined);`);
    await eventually(() => expect(seen.ready).toBe(1));

    expect(await application.stop(100)).toBe(false);
    expect(await run).toBe(true);
  });
});
