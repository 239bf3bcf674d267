import { AsyncResource } from 'node:async_hooks';
import DataLoader from 'dataloader';
import { createLogger } from '@libs/observability';
import { NoConnection } from './unit-of-work';

/** Items of one commit at most: beyond it little is won, and the first waits for the last. */
const MOST_TOGETHER = 50;

const log = createLogger('group-commit');

export interface Commits<Item, Result> {
  /** One item, in a transaction of its own. */
  alone(item: Item): Promise<Result>;
  /** Several, in one transaction: all or none. May be followed by {@link alone} for each of them, also after a commit. */
  together(items: readonly Item[]): Promise<Result[]>;
}

/**
 * Group commit: nobody waits for company, but what comes while a commit is under way shares the next one. When what is
 * shared fails, each item is tried by itself, so that one cannot spoil it for the others; not where no connection was free.
 * @returns what commits an item; call it outside of transactions. It runs in no context but its own.
 */
export function groupCommit<Item, Result>(commits: Commits<Item, Result>): (item: Item) => Promise<Result> {
  let underWay: Promise<unknown> = Promise.resolve();
  const outside = new AsyncResource('GroupCommit');
  const loader = new DataLoader<Item, Result>(
    (items) => {
      const committed = commit(items, commits);
      underWay = committed;
      return committed;
    },
    {
      cache: false,
      maxBatchSize: MOST_TOGETHER,
      batchScheduleFn: (dispatch) => void underWay.then(() => outside.runInAsyncScope(dispatch)),
    },
  );
  return (item) => loader.load(item);
}

async function commit<Item, Result>(
  items: readonly Item[],
  { alone, together }: Commits<Item, Result>,
): Promise<(Result | Error)[]> {
  if (items.length > 1) {
    try {
      return await together(items);
    } catch (error) {
      // What there is no connection for together there is none for one by one either.
      if (error instanceof NoConnection) return items.map(() => error);
      log.warn({ err: error, items: items.length }, 'a shared commit failed; one by one');
    }
  }
  return Promise.all(items.map((item) => alone(item).catch((error: unknown) => error as Error)));
}
