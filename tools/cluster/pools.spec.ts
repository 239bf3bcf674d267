import { poolSizeFor } from './pools';

describe('the pools of a cluster', () => {
  it.each([
    [6, 97, 12],
    [12, 97, 5],
    [24, 197, 5],
    [1, 197, 16],
    [96, 1_000, 8],
  ])('of %i processes on a server with %i free connections are of %i, and all fit', (processes, free, size) => {
    expect(poolSizeFor(processes, free)).toBe(size);
    expect(processes * (size + 2)).toBeLessThanOrEqual(free - 8);
  });

  it('are refused with the figures, in both languages, where not even small ones fit', () => {
    const refused = (): number => poolSizeFor(24, 97);

    expect(refused).toThrow('has 97 connections left, 24 service processes need at least 152');
    expect(refused).toThrow(
      expect.objectContaining({ text: expect.objectContaining({ 'zh-CN': expect.stringContaining('152') }) }),
    );
  });
});
