import type { Restart } from './kills';
import type { Verdict } from './invariants/evidence';
import { median, type Recovery } from './recovery';
import { TARGETS, type Target } from './schedule';

/** What a run has come to. */
export interface Outcome {
  seed: number;
  kills: Record<Target, number>;
  /** Orderly restarts, where those were asked for. */
  restarts: readonly Restart[];
  acknowledged: number;
  /** The longest that a client has tried until its command was acknowledged. */
  longestMs: number;
  /** Tries of the clients that had to be repeated. */
  repeated: ReadonlyMap<string, number>;
  refused: ReadonlyMap<string, number>;
  /** What the retrying clients saw beside answers and refusals. */
  errors: readonly string[];
  /** Second deliveries that lie on the topics, and those by positions that were set back. */
  duplicates: { onTheWire: number; setBack: number; rebalances: number };
  verdicts: readonly Verdict[];
  recoveries: readonly Recovery[];
  /** What was still on its way when the patience was at its end. */
  notAtRest: readonly string[];
}

/** Violations that are shown of each invariant. */
const SHOWN = 5;
/** F15: how long an orderly end may take, ms. */
const END_LIMIT_MS = 10_000;

/** Why a run failed, a line each; empty when it proves what it should. */
export function failuresOf({ verdicts, duplicates, errors, notAtRest, acknowledged, restarts }: Outcome): string[] {
  return [
    ...verdicts.flatMap(({ invariant, violations }) =>
      violations.length > 0 ? [`${invariant}: ${violations.length} 处违反 violations`] : [],
    ),
    ...(duplicates.onTheWire === 0 ? ['没有重复投递，等于没有检验 · no duplicates: the run proves nothing'] : []),
    ...(acknowledged === 0 ? ['没有已确认的指令，等于没有检验 · nothing acknowledged: the run proves nothing'] : []),
    ...(errors.length > 0 ? [`重试客户端见到 ${errors.length} 个错误 · errors that a retrying client saw`] : []),
    ...restarts
      .filter(({ endedAfterMs }) => endedAfterMs > END_LIMIT_MS)
      .map(({ name, endedAfterMs }) => `${name} 停止过慢 · took ${seconds(endedAfterMs)} to end after SIGTERM`),
    ...(notAtRest.length > 0 ? [`未归于静止 · not at rest: ${notAtRest.join('; ')}`] : []),
  ];
}

/** The run for people, in both languages. */
export function linesOf(outcome: Outcome): string[] {
  const { seed, kills, restarts, acknowledged, duplicates, verdicts, recoveries, repeated, refused, errors } = outcome;
  const all = TARGETS.reduce((sum, target) => sum + kills[target], 0);
  const lost = violationsOf(verdicts, 'I1') + violationsOf(verdicts, 'I2');
  return [
    `种子 seed ${seed}`,
    ...(all > 0 ? [`强杀 kill -9: ${all}（${TARGETS.map((target) => `${target} ${kills[target]}`).join('、')}）`] : []),
    ...(restarts.length > 0 ? [restartsLine(restarts)] : []),
    `已确认 acknowledged ${acknowledged} · 丢失 lost ${lost} · ` +
      `收到重复 duplicates received ${duplicates.onTheWire + duplicates.setBack} ` +
      `(主题上 on the topics ${duplicates.onTheWire}，回退 set back ${duplicates.setBack}，再均衡 rebalances ${duplicates.rebalances}) · ` +
      `重复生效 doubled effects ${violationsOf(verdicts, 'I3')}`,
    `最久才得到确认的指令 the longest that a client tried until it was acknowledged: ${seconds(outcome.longestMs)}`,
    `不重试的客户端会见到 a client that does not retry would have seen: ${countsOf(repeated)}`,
    `业务拒绝 business refusals: ${countsOf(refused)}`,
    `重试客户端见到的错误 errors that the retrying clients saw: ${errors.length}`,
    ...errors.slice(0, SHOWN).map((error) => `  ! ${error}`),
    '',
    ...verdicts.flatMap(verdictLines),
    '',
    ...recoveries.map(recoveryLine),
  ];
}

function verdictLines({ invariant, looked, violations }: Verdict): string[] {
  const isKept = violations.length === 0;
  const more = violations.length > SHOWN ? [`  ! … ${violations.length - SHOWN} more`] : [];
  return [
    `${invariant} ${isKept ? '成立 holds' : `违反 BROKEN (${violations.length})`}  ${looked['zh-CN']} · ${looked.en}`,
    ...violations.slice(0, SHOWN).map((violation) => `  ! ${violation}`),
    ...more,
  ];
}

function recoveryLine({ name, targetMs, times }: Recovery): string {
  const what = `R4 ${name['zh-CN']} ${name.en}: `;
  if (times.length === 0) return `${what}–`;
  const target = targetMs === undefined ? '' : `，目标 target ≤ ${seconds(targetMs)}`;
  const within = targetMs === undefined ? '' : ` (${times.filter((time) => time <= targetMs).length}/${times.length})`;
  return `${what}中位 median ${seconds(median(times))}，最长 max ${seconds(Math.max(...times))}${target}${within}`;
}

function restartsLine(restarts: readonly Restart[]): string {
  const spread = (times: number[]): string =>
    `中位 median ${seconds(median(times))}，最长 max ${seconds(Math.max(...times))}`;
  const ended = `停下 ended: ${spread(restarts.map(({ endedAfterMs }) => endedAfterMs))}`;
  const back = `恢复 back: ${spread(restarts.map(({ backAfterMs }) => backAfterMs))}`;
  return `F15 正常重启 restarts by SIGTERM: ${restarts.length}，${ended}，目标 target ≤ ${seconds(END_LIMIT_MS)}；${back}`;
}

const violationsOf = (verdicts: readonly Verdict[], invariant: string): number =>
  verdicts.find((one) => one.invariant === invariant)?.violations.length ?? 0;

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;

const countsOf = (counts: ReadonlyMap<string, number>): string =>
  [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([name, count]) => `${name} ×${count}`)
    .join(', ') || '0';
