import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from '../../../tools/kafka/programs';
import type { BenchContext, Goal } from '../goal';
import { compare, limit, type Line } from '../line';

const run = promisify(execFile);

/** cap-ts uses tslib without saying so. */
const PEERS = ['@dec112/cap-ts@0.3.2', 'tslib@2'];
/**
 * Google's cap-library with its checks, warm, one core, ms: stored figures of the corpus' README ("A second judge"), not
 * of this run; the library is not on Maven Central.
 */
const GOOGLE = { small: 0.52, attached: 40 };
const TIMES_FASTER = 3;

interface Judged {
  side: string;
  of: number;
  parsed: number;
  right: number;
  wronglyTaken: number;
  wronglyRefused: number;
}

interface Timed {
  files: number;
  ms: Record<string, number>;
}

interface Result {
  judged: Judged[];
  small: Timed;
  attached: Timed;
}

/** Reading and judging, beside a bare pass of saxes and beside peers on the same files in the same run. */
export const capParsing: Goal = {
  name: 'cap-parsing',
  covers: ['P10'],
  title: 'P10: CAP beside saxes and its peers',
  measure: measureParsing,
};

async function measureParsing({ rounds, say }: BenchContext): Promise<Line[]> {
  const corpus = corpusFolder();
  if (!corpus) throw new Error('there is no corpus of CAP files; name its folder with FENGHUO_CORPUS');
  const peers = await mkdtemp(join(tmpdir(), 'fenghuo-bench-peers-'));
  try {
    say('  the peers are installed');
    await run('npm', ['install', '--no-save', '--ignore-scripts', '--prefix', peers, ...PEERS], {
      cwd: peers,
      shell: process.platform === 'win32',
    });
    say('  ours, saxes and the peers in turns');
    const script = join(projectRoot, 'test/bench/cap/side-by-side.mjs');
    const { stdout } = await run(process.execPath, [script, corpus, peers, String(rounds)], { maxBuffer: 1 << 24 });
    return linesOf(JSON.parse(stdout) as Result);
  } finally {
    await rm(peers, { recursive: true, force: true });
  }
}

function corpusFolder(): string | undefined {
  const folder = resolve(projectRoot, process.env.FENGHUO_CORPUS ?? '../shared/data');
  return existsSync(join(folder, 'cap/INDEX.csv')) ? folder : undefined;
}

function linesOf({ judged, small, attached }: Result): Line[] {
  const { ours, saxes, ...others } = small.ms as { ours: number; saxes: number };
  const times = Object.entries(others as Record<string, number>).map(([side, raw]) =>
    compare('P10', `one of the same files, raw: ${side}`, { ours, raw, unit: 'ms', target: 'shown' }),
  );
  return [
    compare('P10', `one of ${small.files} alerts of 2–10 kB, read and judged by the strict profile`, {
      ours,
      raw: saxes,
      unit: 'ms',
      target: { atMost: 10 },
      note: 'raw: bare saxes',
    }),
    ...times,
    limit('P10', 'the same', {
      ours,
      limit: GOOGLE.small / TIMES_FASTER,
      unit: 'ms',
      isMost: true,
      note: `a third of Google's ${GOOGLE.small} ms: stored, not this run`,
    }),
    limit('P10', 'a signed alert of 103 kB', {
      ours: attached.ms.ours!,
      limit: GOOGLE.attached / TIMES_FASTER,
      unit: 'ms',
      isMost: true,
      note: `a third of Google's ${GOOGLE.attached} ms: stored, not this run`,
    }),
    ...judgedLines(judged),
  ];
}

/** Ours beside the goals of the corpus, and beside each peer. */
function judgedLines(judged: Judged[]): Line[] {
  const ours = judged.find(({ side }) => side === 'ours')!;
  return judged
    .filter(({ side }) => side !== 'ours' && side !== 'saxes')
    .flatMap((peer) => [
      compare('P10', `of ${peer.of} single alerts judged as the goal says, raw: ${peer.side}`, {
        ours: ours.right,
        raw: peer.right,
        unit: '',
        target: { atLeast: 1 },
        note: `it reads ${peer.parsed}, refuses ${peer.wronglyRefused} that are worth keeping`,
      }),
      compare('P10', `taken although they must not be, raw: ${peer.side}`, {
        ours: ours.wronglyTaken,
        raw: peer.wronglyTaken,
        unit: '',
        target: { atMost: 1 },
      }),
    ]);
}
