import { setTimeout as pause } from 'node:timers/promises';
import { processIdentity } from '@libs/persistence';
import { ORDER, type Charge } from './after-us';

/** What a service may take to finish, and what its broker and its database may; ms. */
const PATIENCE: Record<Charge['kind'], number> = { service: 15_000, broker: 20_000, postgres: 20_000 };
/** Services end by themselves when their launcher leaves them; PostgreSQL ends its sessions at an interrupt. */
const SIGNAL: Record<Charge['kind'], NodeJS.Signals | undefined> = {
  service: undefined,
  broker: 'SIGTERM',
  postgres: 'SIGINT',
};

let charges: Charge[] = [];
process.on('message', (message: Charge[]) => (charges = message));
process.on('disconnect', () => void endAll().then(() => process.exit(0)));

async function endAll(): Promise<void> {
  for (const kind of ORDER) await Promise.all(charges.filter((one) => one.kind === kind).map(end));
}

async function end(charge: Charge): Promise<void> {
  const lives = (): boolean => processIdentity(charge.pid) === charge.identity;
  const send = (signal: NodeJS.Signals | undefined): void => {
    try {
      if (signal && lives()) process.kill(charge.pid, signal);
    } catch {
      // It has ended meanwhile.
    }
  };
  send(SIGNAL[charge.kind]);
  const giveUpAt = Date.now() + PATIENCE[charge.kind];
  while (lives()) {
    if (Date.now() > giveUpAt) send('SIGKILL');
    await pause(50);
  }
}
