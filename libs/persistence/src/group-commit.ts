import { AsyncResource } from 'node:async_hooks';
import DataLoader from 'dataloader';

export interface Commits<Item, Result> {
  /** Items of one commit. */
  most: number;
  /** One item, in a transaction of its own. */
  alone(item: Item): Promise<Result>;
  /** Several, in one transaction: all or none. May be followed by {@link alone} for each of them, also after a commit. */
  together(items: readonly Item[]): Promise<Result[]>;
}

/**
 * Group commit: nobody waits for company, but what comes while a commit is under way shares the next one. When what is
 * shared fails, each item is tried by itself, so that one cannot spoil it for the others.
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
      maxBatchSize: commits.most,
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
    const results = await together(items).catch(() => undefined);
    if (results) return results;
  }
  return Promise.all(items.map((item) => alone(item).catch((error: unknown) => error as Error)));
}
