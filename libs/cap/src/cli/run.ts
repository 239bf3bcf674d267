import { open } from 'node:fs/promises';
import { DEFAULT_MAX_BYTES, judge } from '../judge/judge';
import { commandOf, type CheckCommand } from './arguments';
import { isAccepted, reportOf, textOf, type FileReport } from './report';

const USAGE = `用法 usage: fenghuo-cap check [--json] [--strict] [--schema] [--at=TIME] FILE…
  FILE      CAP 预警、信息流或列表；- 表示标准输入  CAP alert, feed or list; - is the standard input
  --json    以 JSON 输出  prints JSON: a list with an object per file
  --strict  另列更严格规范的建议  also the recommendations of stricter profiles
  --schema  另列 OASIS 模式的结果  also what the OASIS schema says
  --at=TIME 以该时刻为接收时间  the time of receipt, when it is not now
退出码 exit code: 0 全部采用 all accepted; 1 有待处理、拒收或部分采用 any held, rejected or partly accepted; 2 用法错误 usage
`;

/** The streams of a process, as far as the command uses them. */
export interface Streams {
  stdin: AsyncIterable<Uint8Array | string>;
  stdout: { write(text: string): unknown };
  stderr: { write(text: string): unknown };
}

/** Runs `fenghuo-cap` with the words after its name; resolves with the exit code. */
export async function run(words: readonly string[], { stdin, stdout, stderr }: Streams): Promise<number> {
  const command = commandOf(words);
  if (command === undefined) {
    stderr.write(USAGE);
    return 2;
  }
  const reports: FileReport[] = [];
  let unreadable = false;
  for (const file of command.files) {
    const bytes = await read(file, stdin).catch((error: unknown) => {
      stderr.write(`${file}: ${error instanceof Error ? error.message : String(error)}\n`);
      return undefined;
    });
    if (bytes === undefined) {
      unreadable = true;
      continue;
    }
    const report = reportOf(file, judge(bytes, optionsOf(command)));
    reports.push(report);
    if (!command.json) stdout.write(textOf(report));
  }
  if (command.json) stdout.write(`${JSON.stringify(reports, null, 2)}\n`);
  if (unreadable) return 2;
  return reports.every(({ verdict }) => isAccepted(verdict)) ? 0 : 1;
}

function optionsOf({ at, strict, schema }: CheckCommand) {
  return { now: at ?? new Date(), strict, schema };
}

/** At most one byte more than the judge takes: it then says that the document is too large. */
async function read(file: string, stdin: Streams['stdin']): Promise<Uint8Array> {
  if (file === '-') return gathered(stdin);
  const handle = await open(file);
  try {
    return await gathered(handle.createReadStream({ end: DEFAULT_MAX_BYTES, autoClose: false }));
  } finally {
    await handle.close();
  }
}

async function gathered(pieces: AsyncIterable<Uint8Array | string>): Promise<Uint8Array> {
  const buffers: Uint8Array[] = [];
  let length = 0;
  for await (const piece of pieces) {
    const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
    buffers.push(bytes);
    length += bytes.length;
    if (length > DEFAULT_MAX_BYTES) break;
  }
  return Buffer.concat(buffers);
}
