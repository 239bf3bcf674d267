import { defineRefusals } from '@libs/kernel';
import { NotHereYet } from '@libs/messaging';
import type { Transaction } from '@libs/persistence';
import type { Measured } from './bridge-events';

/**
 * What can befall a handler after it has written its effect. `sleep` keeps the database at work, `hang` does nothing any
 * more, `die` and `die-committed` end the process as `kill -9` does.
 */
export type Trouble = 'fail' | 'refuse' | 'hang' | 'sleep' | 'absent' | 'die' | 'die-committed';

const refuse = defineRefusals({
  'span.condemned': { kind: 'conflict', text: { 'zh-CN': '桥跨已停用。', en: 'The span is condemned.' } },
});

/** Lets happen what the table `troubles` has in store for a measurement. */
export async function suffer(tx: Transaction, { span, n }: Measured): Promise<void> {
  const troubles = await tx.query<{ kind: Trouble; ms: number }>(
    'select kind, ms from bridge.troubles where key = $1 and (n is null or n = $2) order by kind desc',
    [span, n],
  );
  for (const { kind, ms } of troubles) await happen(tx, kind, ms);
}

async function happen(tx: Transaction, kind: Trouble, ms: number): Promise<void> {
  switch (kind) {
    case 'fail':
      await sleep(tx, ms);
      throw new Error('poison');
    case 'refuse':
      return refuse('span.condemned');
    case 'absent':
      throw new NotHereYet('the span is not known here');
    case 'hang':
      return new Promise<void>(() => undefined);
    case 'sleep':
      return sleep(tx, ms);
    case 'die':
      await sleep(tx, ms);
      return dieAtOnce();
    case 'die-committed':
      return tx.afterCommit(dieAtOnce);
  }
}

export function dieAtOnce(): void {
  process.kill(process.pid, 'SIGKILL');
}

async function sleep(tx: Transaction, ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= 200) await tx.query('select pg_sleep($1)', [Math.min(left, 200) / 1000]);
}
