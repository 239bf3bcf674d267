import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { entriesOf, Journal, readJournal } from './journal';

const entry = {
  at: '2026-11-24T08:00:00.000Z',
  role: 'dispatcher',
  path: '/api/dispatch/missions',
  key: 'k-1',
  status: 201,
  answer: { missionId: 'm-1' },
};

describe('the journal of acknowledged commands', () => {
  it('gives back what was written, also to somebody who opens it anew', () => {
    const dir = mkdtempSync(join(tmpdir(), 'fenghuo journal 烽火 '));
    const file = join(dir, 'journal.jsonl');
    const first = new Journal(file);
    first.write(entry);
    first.close();
    const second = new Journal(file);
    second.write({ ...entry, key: 'k-2' });
    second.close();

    expect(readJournal(file)).toEqual([entry, { ...entry, key: 'k-2' }]);
    rmSync(dir, { recursive: true });
  });

  it('leaves out a last line that was cut, and complains of one in the middle', () => {
    const line = JSON.stringify(entry);

    expect(entriesOf(`${line}\n${line.slice(0, 20)}`)).toEqual([entry]);
    expect(() => entriesOf(`${line.slice(0, 20)}\n${line}\n`)).toThrow();
  });
});
