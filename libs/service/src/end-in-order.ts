import type { INestApplication } from '@nestjs/common';

/**
 * Ends the process when it is asked to, in order: no new requests, what is at work finished and acknowledged, exit 0.
 * Ctrl-C may reach it from the terminal and again from a launcher, and a launcher that dies hangs up: one request.
 * @param deadlineMs after which it ends with 1, whatever is left.
 * @returns whether it is ending.
 */
export function endInOrder(app: INestApplication, deadlineMs: number): () => boolean {
  let isEnding = false;
  const end = (): void => {
    if (isEnding) return;
    isEnding = true;
    setTimeout(() => process.exit(1), deadlineMs).unref();
    app.close().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
  process.on('disconnect', end);
  return () => isEnding;
}
