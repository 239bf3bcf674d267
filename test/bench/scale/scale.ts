import type { BenchContext, Goal } from '../goal';
import { compare, figure, type Line } from '../line';
import { Load } from '../load/phase';
import { startProduct, type Product, type ThreadService } from '../thread/product';
import { topicBytes, unitCosts, type UnitCosts } from './unit-costs';

/** Services that may have several processes; the registry only signs in here. */
const GROWING: readonly ThreadService[] = ['alerting', 'response', 'picture'];
const REPLICAS = [2, 4];
/** Smaller parts of an alert's bytes are not shown. */
const SHOWN_BYTES = 100;

/** What an alert costs in one process; then, over Kafka, what 2 and 4 processes of the busiest service change. */
export const scale: Goal = {
  name: 'scale',
  covers: [],
  title: 'What an alert costs, and what more processes change',
  transports: ['in-process', 'kafka'],
  onlyWhenNamed: true,
  async measure(context) {
    const one = await measureOnce(context);
    const lines = linesOf(one);
    if (context.transport === 'in-process') return lines;

    const busiest = GROWING.reduce((most, service) => (one.cpuMs[service]! > one.cpuMs[most]! ? service : most));
    for (const count of REPLICAS) {
      context.say(`  ${count} × ${busiest}`);
      const more = await measureOnce(context, { [busiest]: count });
      const line = (what: string, of: (costs: UnitCosts) => number, unit: string): Line =>
        compare('scale', `${count} × ${busiest}: ${what}`, {
          ours: of(more),
          raw: of(one),
          unit,
          target: 'shown',
          note: 'raw: one',
        });
      lines.push(
        line('sustained', ({ sustained }) => sustained, '/s'),
        line('processor time per alert, all together', ({ cpuMs }) => sum(cpuMs), 'ms'),
        line('memory', ({ residentMb }) => sum(residentMb), 'MB'),
        line('connections', ({ connections }) => connections, ''),
      );
    }
    return lines;
  },
};

/** @returns the costs, and what the topics have of them where they lie in the database. */
async function measureOnce(
  context: BenchContext,
  replicas: Partial<Record<ThreadService, number>> = {},
): Promise<UnitCosts & { topicBytes: Record<string, number> }> {
  const product: Product = await startProduct(context, replicas);
  const load = new Load(product, `S${Date.now().toString(36)}`);
  try {
    await load.phase(undefined, context.seconds(5));
    const costs = await unitCosts(product, load, context.seconds(10));
    const inDatabase = context.transport === 'in-process';
    return { ...costs, topicBytes: inDatabase ? await topicBytes(product.database, load.posted) : {} };
  } finally {
    load.close();
    await product.stop();
  }
}

function linesOf(costs: UnitCosts & { topicBytes: Record<string, number> }): Line[] {
  const each = (what: string, figures: Record<string, number>, unit: string, least = 0): Line[] =>
    Object.entries(figures)
      .filter(([, value]) => value >= least)
      .sort(([, a], [, b]) => b - a)
      .map(([name, value]) => figure('scale', `${what}, ${name}`, value, unit));
  return [
    figure('scale', 'sustained', costs.sustained, '/s'),
    ...each('processor time per alert', costs.cpuMs, 'ms'),
    ...each('memory', costs.residentMb, 'MB'),
    figure('scale', 'connections to PostgreSQL', costs.connections, ''),
    figure('scale', 'bytes per alert in all tables', sum(costs.tableBytes), 'B'),
    ...each('bytes per alert, table', costs.tableBytes, 'B', SHOWN_BYTES),
    ...each('bytes per alert, topic', costs.topicBytes, 'B'),
  ];
}

const sum = (figures: Record<string, number>): number => Object.values(figures).reduce((all, one) => all + one, 0);
