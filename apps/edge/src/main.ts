import { Logger } from '@nestjs/common';
import { readHttpConfig } from '@libs/http';
import { createLogger, NestPinoLogger, Readiness } from '@libs/observability';
import { createEdge } from './edge';
import { readEdgeConfig } from './edge.config';
import { watchServices, watchStarter } from './readiness';

/** The edge as a process of its own. */
async function main(): Promise<void> {
  // Without a Nest application nobody else gives its logger ours.
  Logger.overrideLogger(new NestPinoLogger(createLogger('edge')));
  const { host, port, upstreams, waitsFor } = readEdgeConfig();
  const readiness = new Readiness();
  watchServices(readiness, upstreams);
  if (waitsFor) watchStarter(readiness, waitsFor);
  const edge = await createEdge(upstreams, readHttpConfig(), readiness);
  const end = (): void => void edge.close().then(() => process.exit(0));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
  process.on('disconnect', end);
  const url = await edge.listen({ host, port });
  // A launcher has chosen the address itself.
  if (!process.send) process.stdout.write(`${url}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`edge: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
