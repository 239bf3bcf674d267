import { Injectable } from '@nestjs/common';
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import { createLogger } from './logger';
import { checkTimeoutMs } from './observability.config';
import { within } from './within';

const PREFIX = 'fenghuo_';
type Collector<Label extends string> = (gauge: Gauge<Label>) => void | Promise<void>;

/** The metrics of the process. Names are given without the prefix `fenghuo_`, in base units (`_seconds`, `_bytes`). */
@Injectable()
export class Metrics {
  readonly registry = new Registry();
  private readonly log = createLogger('observability');
  private readonly collectors = new Map<string, Collector<string>[]>();
  private readonly failures: Counter<'metric'>;

  constructor() {
    collectDefaultMetrics({ register: this.registry, prefix: PREFIX });
    this.failures = this.counter('collect_failures_total', 'Gauges that could not be read when they were asked for', [
      'metric',
    ]);
  }

  /**
   * A value that goes up and down. `collect` sets it when somebody reads the metrics; it may be asynchronous, and when it
   * fails or takes longer than two seconds the other metrics are served all the same.
   * Asked for again under the same name it is the same gauge, with one more collector.
   */
  gauge<Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[] = [],
    collect?: Collector<Label>,
  ): Gauge<Label> {
    const full = PREFIX + name;
    const collectors = this.collectors.get(full) ?? [];
    if (collect) collectors.push(collect as Collector<string>);
    this.collectors.set(full, collectors);
    const known = this.registry.getSingleMetric(full) as Gauge<Label> | undefined;
    if (known) return known;
    const gauge: Gauge<Label> = new Gauge({
      name: full,
      help,
      labelNames,
      registers: [this.registry],
      collect: () => this.collect(full, gauge as Gauge<string>),
    });
    return gauge;
  }

  /** A value that only goes up; its name ends in `_total`. The same name gives the same counter. */
  counter<Label extends string>(name: string, help: string, labelNames: readonly Label[] = []): Counter<Label> {
    const known = this.registry.getSingleMetric(PREFIX + name) as Counter<Label> | undefined;
    return known ?? new Counter({ name: PREFIX + name, help, labelNames, registers: [this.registry] });
  }

  /** A distribution, in seconds unless the buckets say otherwise. The same name gives the same histogram. */
  histogram<Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[] = [],
    buckets: number[] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  ): Histogram<Label> {
    const known = this.registry.getSingleMetric(PREFIX + name) as Histogram<Label> | undefined;
    return known ?? new Histogram({ name: PREFIX + name, help, labelNames, buckets, registers: [this.registry] });
  }

  private async collect(name: string, gauge: Gauge<string>): Promise<void> {
    const outcomes = await Promise.allSettled(
      (this.collectors.get(name) ?? []).map((collect) => within(checkTimeoutMs, async () => collect(gauge))),
    );
    for (const outcome of outcomes) {
      if (outcome.status === 'fulfilled') continue;
      this.failures.inc({ metric: name });
      this.log.warn({ err: outcome.reason, metric: name }, 'a metric could not be read');
    }
  }
}
