import { fallsIn } from './consumer-order';

describe('the order in which a consumer took the messages of a key', () => {
  it('is kept when no time falls; a batch has one time for all', () => {
    expect(fallsIn([1, 2, 2, 5].map((at, i) => ({ name: `e-${i}`, at })))).toEqual([]);
  });

  it('is broken where a later message was taken earlier', () => {
    expect(fallsIn([1, 3, 2].map((at, i) => ({ name: `e-${i}`, at })))).toEqual([
      'e-2 was taken before e-1, which lies before it',
    ]);
  });
});
