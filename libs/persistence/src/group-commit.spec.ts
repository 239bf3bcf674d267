import { AsyncLocalStorage } from 'node:async_hooks';
import { groupCommit } from './group-commit';

/** Commits that end when they are told to, and what they were asked for. */
function commitsByHand({ most = 100 } = {}) {
  const asked: string[][] = [];
  const ends: ((error?: Error) => void)[] = [];
  const under = (items: readonly string[]) => {
    asked.push([...items]);
    return new Promise<void>((resolve, reject) => ends.push((error) => (error ? reject(error) : resolve())));
  };
  const commit = groupCommit<string, string>({
    most,
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

  it('never takes more than the most at once', async () => {
    const { commit, asked, ends, turn } = commitsByHand({ most: 2 });
    const all = Promise.all(['a', 'b', 'c', 'd'].map((item) => commit(item)));
    await turn();
    for (let i = 0; i < ends.length; i++) {
      ends[i]!();
      await turn();
    }
    expect((await all).length).toBe(4);
    expect(asked).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
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

  it('runs in the context of nobody who waits for it', async () => {
    const context = new AsyncLocalStorage<string>();
    const commit = groupCommit<string, string | undefined>({
      most: 10,
      alone: () => Promise.resolve(context.getStore()),
      together: (items) => Promise.resolve(items.map(() => context.getStore())),
    });
    expect(await context.run('of the request', () => commit('a'))).toBeUndefined();
  });
});
