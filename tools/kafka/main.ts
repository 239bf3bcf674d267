import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startBroker } from './broker';
import { projectRoot, whyNotHere } from './programs';

const USAGE = 'npm run kafka [-- --port PORT] [--dir FOLDER]';

/** Runs a broker in the foreground until it is told to stop. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { port: { type: 'string' }, dir: { type: 'string' } } });
  const port = values.port === undefined ? undefined : Number(values.port);
  if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65_536)) throw new Error(USAGE);
  const reason = whyNotHere();
  if (reason) throw new Error(`${reason}.`);

  const broker = await startBroker({ dir: values.dir ?? join(projectRoot, '.kafka/data'), port });
  console.log(`KAFKA_BROKERS=${broker.brokers}`);
  // Ctrl-C reaches the broker as well; it is waited for, so that no process is left.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void broker.stop());
  await broker.ended();
}

main().catch((error: Error) => {
  console.error(`Kafka: ${error.message}`);
  process.exitCode = 1;
});
