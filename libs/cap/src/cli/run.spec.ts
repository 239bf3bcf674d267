import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FileReport } from './report';
import { run } from './run';

const SAMPLES = join(__dirname, '../../samples');
const BIN = join(__dirname, '../../bin/fenghuo-cap.js');
const red = join(SAMPLES, 'rainstorm-red-qingcheng.xml');
const AT = '--at=2026-07-10T11:10:00Z';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fenghuo-cap-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

async function ran(words: string[], input = '') {
  let [out, err] = ['', ''];
  const code = await run(words, {
    stdin: (async function* () {
      yield await Promise.resolve(input);
    })(),
    stdout: { write: (text) => (out += text) },
    stderr: { write: (text) => (err += text) },
  });
  return { code, out, err };
}

const reports = async (words: string[], input?: string) =>
  JSON.parse((await ran(['check', '--json', AT, ...words], input)).out) as FileReport[];

describe('fenghuo-cap check', () => {
  it('says 0 when everything is accepted, 1 when a file is held or rejected', async () => {
    const held = fileOf('held.xml', '<alert><identifier>1</identifier></alert>');
    expect((await ran(['check', AT, red])).code).toBe(0);
    expect((await ran(['check', AT, red, held])).code).toBe(1);
    expect((await ran(['check', AT, fileOf('broken.xml', '<alert>')])).code).toBe(1);
  });

  it('takes an index of links for accepted, and a feed with a broken entry not', async () => {
    const entry = '<entry><id>1</id><title>1</title><updated>2026-07-10T00:00:00Z</updated>';
    const feed = (rest: string) => `<feed xmlns="http://www.w3.org/2005/Atom">${entry}${rest}</entry></feed>`;
    const index = fileOf('index.xml', feed('<link href="https://cap.example/1"/>'));
    const broken = fileOf('broken-entry.xml', feed(''));
    expect(await reports([index])).toMatchObject([{ verdict: 'index', alerts: [], links: ['https://cap.example/1'] }]);
    expect((await ran(['check', index])).code).toBe(0);
    expect(await reports([broken])).toMatchObject([{ verdict: 'partly-accepted' }]);
    expect((await ran(['check', broken])).code).toBe(1);
  });

  it.each([
    ['nothing', []],
    ['no file', ['check']],
    ['another verb', ['send', red]],
    ['an unknown flag', ['check', '--quick', red]],
    ['a time that is none', ['check', '--at=soon', red]],
  ])('says 2 and how it is used, for %s', async (_, words) => {
    const { code, out, err } = await ran(words);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toMatch(/用法 usage: fenghuo-cap check/);
  });

  it('says 2 for a file that cannot be read, and judges the others all the same', async () => {
    const { code, out, err } = await ran(['check', '--json', AT, join(folder, 'none.xml'), red]);
    expect(code).toBe(2);
    expect(err).toContain('none.xml');
    expect(JSON.parse(out)).toMatchObject([{ file: red, verdict: 'accepted' }]);
  });

  it('lists file, verdict and findings for each file, in the order given', async () => {
    const held = fileOf('no-status.xml', '<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"/>');
    const [first, second] = await reports([held, red]);
    expect(first).toMatchObject({ file: held, verdict: 'held' });
    expect(first?.findings).toContainEqual(
      expect.objectContaining({ code: 'cap.status-missing', path: '/alert/status', severity: 'hold' }),
    );
    expect(second).toEqual({ file: red, verdict: 'accepted', findings: [] });
  });

  it('lists the alerts of a list with their identifiers', async () => {
    const alert = readFileSync(red, 'utf8').replace(/^<\?xml[^>]*\?>/, '');
    const [report] = await reports([fileOf('list.xml', `<alerts>${alert}${alert}</alerts>`)]);
    expect(report?.alerts).toHaveLength(2);
    expect(report?.alerts?.[0]).toMatchObject({ identifier: '62102141600000_20260710183000', verdict: 'accepted' });
  });

  it('reads the standard input as -', async () => {
    expect(await reports(['-'], '<!DOCTYPE a><a/>')).toMatchObject([
      { file: '-', verdict: 'rejected', findings: [{ code: 'xml.doctype' }] },
    ]);
  });

  it('says what was found in both languages, and never lets a document steer the terminal', async () => {
    const text = '<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><status>\u0085\u009b31m</status></alert>';
    const { out } = await ran(['check', fileOf('escape.xml', text)]);
    expect(out).toContain('待人工处理 held for a person');
    expect(out).toMatch(/hold {4}cap\.status-missing {2}\/alert\/status\n.*缺少状态.*The status is missing/);
    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u0080-\u009f]/);
  });

  it('runs from the sources of a checkout, without a build', () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, 'check', '--json', AT, red], {
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual([{ file: red, verdict: 'accepted', findings: [] }]);
  });

  it('says the same by its exit code when nobody reads on, as behind `| head -1`', async () => {
    const held = fileOf('held-and-unread.xml', '<alert><identifier>1</identifier></alert>');
    const child = spawn(process.execPath, [BIN, 'check', AT, red, held], { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.destroy();
    let complaint = '';
    child.stderr.on('data', (piece) => (complaint += String(piece)));
    const [code] = (await once(child, 'close')) as [number];
    expect({ code, complaint }).toEqual({ code: 1, complaint: '' });
  });
});
