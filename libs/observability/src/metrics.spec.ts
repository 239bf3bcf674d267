import { Metrics } from './metrics';

describe('the metrics of a process', () => {
  it('have a common prefix and tell about the process itself', async () => {
    const text = await new Metrics().registry.metrics();

    expect(text).toMatch(/^fenghuo_process_cpu_seconds_total /m);
    expect(text.match(/^# TYPE (\S+)/gm)?.every((line) => line.startsWith('# TYPE fenghuo_'))).toBe(true);
  });

  it('are one metric under one name, with the collectors of all who asked for it', async () => {
    const metrics = new Metrics();
    metrics.gauge('parked_keys', 'Keys that wait', ['group'], (gauge) => gauge.set({ group: 'response' }, 1));
    metrics.gauge('parked_keys', 'Keys that wait', ['group'], async (gauge) => {
      await Promise.resolve();
      gauge.set({ group: 'picture' }, 2);
    });
    metrics.counter('refusals_total', 'Refusals').inc();
    metrics.counter('refusals_total', 'Refusals').inc();

    const text = await metrics.registry.metrics();

    expect(text).toContain('fenghuo_parked_keys{group="response"} 1');
    expect(text).toContain('fenghuo_parked_keys{group="picture"} 2');
    expect(text).toContain('fenghuo_refusals_total 2');
  });

  it('are served without the one that cannot be read, and count that', async () => {
    const metrics = new Metrics();
    metrics.gauge('lag', 'Messages not yet handled', [], () => Promise.reject(new Error('the database is away')));
    metrics.gauge('slots', 'Slots', [], (gauge) => gauge.set(8));

    await metrics.registry.metrics();
    const text = await metrics.registry.metrics();

    expect(text).toContain('fenghuo_slots 8');
    expect(text).toMatch(/fenghuo_collect_failures_total\{metric="fenghuo_lag"\} [12]/);
  });

  it('put a time into the bucket it belongs to', async () => {
    const metrics = new Metrics();
    metrics.histogram('handler_seconds', 'Time of a handler', ['event'], [0.1, 1]).observe({ event: 'e' }, 0.5);

    const text = await metrics.registry.metrics();

    expect(text).toContain('fenghuo_handler_seconds_bucket{le="0.1",event="e"} 0');
    expect(text).toContain('fenghuo_handler_seconds_bucket{le="1",event="e"} 1');
  });
});
