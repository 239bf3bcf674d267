import type { JudgeOptions } from '@libs/cap';
import { assess, type Assessment } from './assessment';

export interface JudgingTask {
  bytes: Uint8Array;
  options: JudgeOptions;
}

/** What a thread of the judging pool does with each document. */
export function judgeOnThread({ bytes, options }: JudgingTask): Assessment {
  return assess(bytes, options);
}
