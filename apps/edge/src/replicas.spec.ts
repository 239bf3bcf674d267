import { Replicas } from './replicas';

const [A, B, C] = ['http://a', 'http://b', 'http://c'];

describe('the replicas of a service', () => {
  it('are taken in turn', () => {
    const replicas = new Replicas([A, B, C]);

    expect([1, 2, 3, 4].map(() => replicas.inTurn(0)[0])).toEqual([A, B, C, A]);
  });

  it('are all tried before a request is given up, the next in turn first', () => {
    const replicas = new Replicas([A, B, C]);
    replicas.inTurn(0);

    expect(replicas.inTurn(0)).toEqual([B, C, A]);
  });

  it('come last for a second after they did not answer', () => {
    const replicas = new Replicas([A, B]);
    replicas.silent(A, 5_000);

    expect([replicas.inTurn(5_999)[0], replicas.inTurn(5_999)[0]]).toEqual([B, B]);
    expect(replicas.inTurn(6_000)[0]).toBe(A);
  });

  it('are in turn again as soon as they answer', () => {
    const replicas = new Replicas([A, B]);
    replicas.silent(A, 5_000);
    replicas.answered(A);

    expect(replicas.inTurn(5_001)[0]).toBe(A);
  });

  it('are tried in vain rather than not at all when none of them answers', () => {
    const replicas = new Replicas([A, B]);
    replicas.silent(A, 0);
    replicas.silent(B, 0);

    expect(replicas.inTurn(1)).toEqual([A, B]);
  });
});
