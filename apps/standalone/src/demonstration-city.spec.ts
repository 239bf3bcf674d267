import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LedgerFile } from '../../../scenarios/qingyang-2021/ledger-files';
import { DemonstrationCity, type CityServices, type LedgerCopy } from './demonstration-city';

const FILES: LedgerFile[] = [
  { ledger: 'zones', rows: 2, content: Buffer.from('code\na\nb\n') },
  { ledger: 'teams', rows: 1, content: Buffer.from('code\nt\n') },
];

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'fenghuo-city-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

/** Services that take every row at once and pass it on after `lag` looks. */
function services({ lag = 0, fails = '' } = {}) {
  const here = new Map<string, number>([
    ['zones', 0],
    ['teams', 0],
  ]);
  let looks = 0;
  const taken: string[] = [];
  const answers: CityServices = {
    totals: () => Promise.resolve([...here].map(([ledger, total]) => ({ ledger, total }))),
    importLedger: ({ ledger, rows }) => {
      taken.push(ledger);
      if (ledger !== fails) here.set(ledger, rows);
      return Promise.resolve(ledger);
    },
    progressOf: (id) => Promise.resolve({ state: id === fails ? 'failed' : 'done', decided: here.get(id)! }),
    copies: {
      picture: {
        ledgers: ['zones', 'teams'],
        held: () => {
          looks += 1;
          const copies = [...here].map(([ledger, total]): LedgerCopy => {
            const isLate = ledger === 'teams' && looks <= lag;
            return { ledger, here: isLate ? 0 : total, complete: !isLate };
          });
          return Promise.resolve(copies);
        },
      },
    },
  };
  return { answers, taken, looks: () => looks };
}

const cityOn = (answers: CityServices, lines: string[] = []) =>
  new DemonstrationCity(
    answers,
    dataDir,
    () => FILES,
    ({ en }) => lines.push(en),
  );

describe('the demonstration city', () => {
  it('is loaded ledger by ledger into an empty registry, and says how far it is', async () => {
    const { answers, taken } = services();
    const lines: string[] = [];
    const city = cityOn(answers, lines);

    expect(await city.isWanted()).toBe(true);
    expect(await city.readiness()).toMatchObject({ ok: false });
    await city.load();

    expect(taken).toEqual(['zones', 'teams']);
    expect(lines).toContain('ledger zones: 2 of 2');
    expect(await city.readiness()).toEqual({ ok: true });
  });

  it('is ready only when every service has as many records as the registry', async () => {
    const { answers, looks } = services({ lag: 3 });
    const city = cityOn(answers);
    await city.isWanted();

    const loading = city.load();
    let sawWaiting = '';
    while (looks() < 2) {
      await new Promise(setImmediate);
      sawWaiting = (await city.readiness()).detail ?? '';
    }
    await loading;

    expect(sawWaiting).toBe('picture: teams 0/1');
    expect(looks()).toBe(4);
  });

  it('is not loaded where there are records already', async () => {
    const { answers } = services();
    await answers.importLedger(FILES[0]!);

    expect(await cityOn(answers).isWanted()).toBe(false);
    expect(readdirSync(dataDir)).toEqual([]);
  });

  it('is completed at the next start when the first one ended half way', async () => {
    const first = services({ fails: 'teams' });
    const half = cityOn(first.answers);
    expect(await half.isWanted()).toBe(true);
    await expect(half.load()).rejects.toThrow('ledger teams: failed');

    const second = services();
    await second.answers.importLedger(FILES[0]!);
    const city = cityOn(second.answers);
    expect(await city.isWanted()).toBe(true);
    await city.load();

    expect(second.taken.slice(1)).toEqual(['zones', 'teams']);
    expect(await cityOn(second.answers).isWanted()).toBe(false);
  });
});
