import { inTurns } from './turns';

describe('turns', () => {
  it('let the sides alternate, and keep the median of each', async () => {
    const order: string[] = [];
    const side = (name: string, figures: number[]) => () => {
      order.push(name);
      return Promise.resolve({ ms: figures.shift()! });
    };

    const figures = await inTurns(3, { ours: side('ours', [5, 900, 6]), raw: side('raw', [1, 2, 3]) });

    expect(order).toEqual(['ours', 'raw', 'ours', 'raw', 'ours', 'raw']);
    expect(figures).toEqual({ ours: { ms: 6 }, raw: { ms: 2 } });
  });
});
