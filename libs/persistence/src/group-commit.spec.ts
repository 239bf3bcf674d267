import { AsyncLocalStorage } from 'node:async_hooks';
import { groupCommit } from './group-commit';
import { NoConnection } from './unit-of-work';

/** Commits that end when they are told to, and what they were asked for. */
function commitsByHand() {
  const asked: string[][] = [];
  const ends: ((error?: Error) => void)[] = [];
  const under = (items: readonly string[]) => {
    asked.push([...items]);
    return new Promise<void>((resolve, reject) => ends.push((error) => (error ? reject(error) : resolve())));
  };
  const commit = groupCommit<string, string>({
    alone: (item) => under([item]).then(() => `${item} alone`),
    together: (items) => under(items).then(() => items.map((item) => `${item} together`)),
  });
  return { commit, asked, ends, turn: () => new Promise(setImmediate) };
}

describe('a group commit', () => {
  it('begins at once with what comes first, and takes what comes meanwhile together', async () => {
    const { commit, asked, ends, turn } = commitsByHand();
    const first = commit('a');
    await turn();
    expect(asked).toEqual([['a']]);
    const others = [commit('b'), commit('c')];
    await turn();
    expect(asked).toHaveLength(1);
    ends[0]!();
    expect(await first).toBe('a alone');
    await turn();
    expect(asked).toEqual([['a'], ['b', 'c']]);
    ends[1]!();
    expect(await Promise.all(others)).toEqual(['b together', 'c together']);
  });

  it('never takes more than fifty at once', async () => {
    const { commit, asked, ends, turn } = commitsByHand();
    const all = Promise.all(Array.from({ length: 120 }, (_, i) => commit(String(i))));
    await turn();
    for (const end of ends) end();
    expect(await all).toHaveLength(120);
    expect(asked.map((items) => items.length)).toEqual([50, 50, 20]);
  });

  it('that fails is tried again one by one, and only what fails by itself has failed', async () => {
    const { commit, asked, ends, turn } = commitsByHand();
    const both = Promise.allSettled([commit('a'), commit('b')]);
    await turn();
    ends[0]!(new Error('spoilt'));
    await turn();
    expect(asked).toEqual([['a', 'b'], ['a'], ['b']]);
    ends[1]!();
    ends[2]!(new Error('it was b'));
    expect(await both).toEqual([
      { status: 'fulfilled', value: 'a alone' },
      { status: 'rejected', reason: new Error('it was b') },
    ]);
    const next = commit('c');
    await turn();
    ends[3]!();
    expect(await next).toBe('c alone');
  });

  it('for which no connection was free has failed for all at once, and the next one is tried', async () => {
    const { commit, asked, ends, turn } = commitsByHand();
    const both = Promise.allSettled([commit('a'), commit('b')]);
    await turn();
    ends[0]!(new NoConnection('none'));
    expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    const next = commit('c');
    await turn();
    ends[1]!();
    expect(await next).toBe('c alone');
    expect(asked).toEqual([['a', 'b'], ['c']]);
  });

  it('runs in the context of nobody who waits for it', async () => {
    const context = new AsyncLocalStorage<string>();
    const commit = groupCommit<string, string | undefined>({
      alone: () => Promise.resolve(context.getStore()),
      together: (items) => Promise.resolve(items.map(() => context.getStore())),
    });
    expect(await context.run('of the request', () => commit('a'))).toBeUndefined();
  });
});
