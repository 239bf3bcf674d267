import { figuresIn } from './given-path';

describe('the words of a given thin path', () => {
  const line = (phase: string, p50: number, p99: number, sustained: number) =>
    `${phase}: posted 30/s, acknowledged p50 1.0 p95 2.0 p99 3.0 max 4.0 ms, alert→console p50 ${p50} p95 8.0 p99 ${p99} max 20.0 ms, missing 0, sustained ${sustained}/s`;

  it('are read for the times to the console and for what was sustained', () => {
    const said = [
      line('30/s', 4.6, 13.5, 30),
      line('500/s', 7, 101, 500),
      line('full speed, 32 clients', 20, 60, 1594),
      line('30/s again', 99, 99, 30),
    ].join('\n');

    expect(figuresIn(said)).toEqual({ shownP50: 4.6, shownP99: 13.5, manyP99: 101, sustained: 1594 });
  });

  it('are no figures when a phase is missing', () => {
    expect(figuresIn('')).toEqual({ shownP50: NaN, shownP99: NaN, manyP99: NaN, sustained: NaN });
  });
});
