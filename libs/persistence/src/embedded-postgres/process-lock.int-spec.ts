import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { processIdentity } from './process-identity';
import { takeProcessLock, type LockHolder, type ProcessLock } from './process-lock';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fenghuo-lock-'));
  file = join(folder, 'a.lock');
});

afterEach(() => rmSync(folder, { recursive: true }));

function taken(lock: ProcessLock | { heldBy: LockHolder }): ProcessLock {
  if ('heldBy' in lock) throw new Error(`held by ${lock.heldBy.pid}`);
  return lock;
}

describe('a process lock', () => {
  it('tells who holds it and what the holder says', () => {
    const lock = taken(takeProcessLock(file));
    lock.describe({ url: 'http://127.0.0.1:1' });

    expect(takeProcessLock(file)).toEqual({
      heldBy: { pid: process.pid, identity: processIdentity(process.pid), note: { url: 'http://127.0.0.1:1' } },
    });
  });

  it('is free again after its release, and leaves no file', () => {
    const first = taken(takeProcessLock(file));
    first.release();
    expect(readdirSync(folder)).toEqual([]);

    taken(takeProcessLock(file));
    first.release();

    expect(takeProcessLock(file)).toHaveProperty('heldBy');
  });

  it('is taken over from a process that was killed, with what it had noted', async () => {
    const holder = spawn('sleep', ['1000']);
    const dead = { pid: holder.pid!, identity: processIdentity(holder.pid!)!, note: { url: 'left' } };
    writeFileSync(file, JSON.stringify(dead));
    expect(takeProcessLock(file)).toEqual({ heldBy: dead });
    const gone = new Promise((done) => holder.once('exit', done));
    holder.kill('SIGKILL');
    await gone;

    expect(taken(takeProcessLock(file)).previous).toEqual(dead);
  });

  it('is taken over when its pid belongs to another process now, or when it is damaged', () => {
    writeFileSync(file, JSON.stringify({ pid: process.pid, identity: 'an earlier process', note: {} }));
    taken(takeProcessLock(file)).release();
    writeFileSync(file, '{"pid":');

    expect(taken(takeProcessLock(file)).previous).toBeUndefined();
  });

  it('is neither renewed nor given up in the name of another holder', () => {
    const lost = taken(takeProcessLock(file));
    rmSync(file);
    const other = JSON.stringify({ pid: 1, identity: processIdentity(1), note: { of: 'another' } });
    writeFileSync(file, other);

    lost.describe({ of: 'the first' });
    lost.release();

    expect(takeProcessLock(file)).toMatchObject({ heldBy: { note: { of: 'another' } } });
  });
});
