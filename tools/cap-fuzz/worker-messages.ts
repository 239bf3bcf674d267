/** What a fuzz worker is told when it starts. */
export interface FuzzTask {
  /** Documents to begin with. */
  files: string[];
  seed: number;
  /** Numbers of its mutations: from, from + step, … below to. */
  from: number;
  to: number;
  step: number;
  /** Two numbers: the mutation at hand, and how many were done. Read by the watchdog. */
  progress: SharedArrayBuffer;
}

/** What it says when it has done its share. */
export interface FuzzResult {
  verdicts: Record<string, number>;
  problems: string[];
  /** The longest that one document took, in milliseconds, and which. */
  slowest: { milliseconds: number; mutation: string };
}
