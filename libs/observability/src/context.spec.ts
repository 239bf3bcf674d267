import { childTraceparent, currentContext, parseTraceparent, runInContext } from './context';

const PARENT = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

describe('the context of a piece of work', () => {
  it('follows the work through awaits and is absent outside of it', async () => {
    const context = { correlationId: 'c-1', traceparent: PARENT, mode: 'exercise' as const };

    const seen = await runInContext(context, async () => {
      await new Promise((resolve) => setImmediate(resolve));
      return currentContext();
    });

    expect(seen).toEqual(context);
    expect(currentContext()).toBeUndefined();
  });

  it('keeps two works that run at once apart', async () => {
    const work = (correlationId: string) =>
      runInContext({ correlationId, traceparent: PARENT }, async () => {
        await new Promise((resolve) => setImmediate(resolve));
        return currentContext()?.correlationId;
      });

    expect(await Promise.all([work('a'), work('b')])).toEqual(['a', 'b']);
  });
});

describe('traceparent', () => {
  it('is read into its parts', () => {
    expect(parseTraceparent(PARENT)).toEqual({
      traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
      spanId: '00f067aa0ba902b7',
      sampled: true,
    });
  });

  it.each([
    ['absent', undefined],
    ['empty', ''],
    ['upper case', PARENT.toUpperCase()],
    ['an all-zero trace id', `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`],
    ['an all-zero span id', `00-4bf92f3577b34da6a3ce929d0e0e4736-${'0'.repeat(16)}-01`],
    ['version ff', PARENT.replace(/^00/, 'ff')],
    ['further fields in version 00', `${PARENT}-more`],
  ])('is not accepted when it is %s', (_, header) => {
    expect(parseTraceparent(header)).toBeUndefined();
  });

  it('of a later version may carry further fields', () => {
    expect(parseTraceparent(`${PARENT.replace(/^00/, '01')}-more`)?.spanId).toBe('00f067aa0ba902b7');
  });

  it('of a child keeps the trace and the sampling decision and takes a new span', () => {
    const child = parseTraceparent(childTraceparent(PARENT.replace(/01$/, '00')));

    expect(child).toMatchObject({ traceId: '4bf92f3577b34da6a3ce929d0e0e4736', sampled: false });
    expect(child?.spanId).not.toBe('00f067aa0ba902b7');
  });

  it('starts a new trace when there is no parent or a malformed one', () => {
    const first = parseTraceparent(childTraceparent());
    const second = parseTraceparent(childTraceparent('garbage'));

    expect(first).toBeDefined();
    expect(second?.traceId).not.toBe(first?.traceId);
  });
});
