import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { namesClerk } from './city-services';

describe('a data folder', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'fenghuo-credentials-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it.each([
    ['of today has the clerk who loads the city', ['duty-officer', 'registry-clerk'], true],
    ['of an earlier release has none, and the product starts all the same', ['duty-officer', 'feed'], false],
  ])('%s', async (_, usernames, expected) => {
    const file = join(folder, 'demo-credentials.json');
    writeFileSync(file, JSON.stringify(usernames.map((username) => ({ username, password: 'x' }))));
    expect(await namesClerk(file)).toBe(expected);
  });
});
