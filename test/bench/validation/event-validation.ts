import Ajv from 'ajv';
import { z } from 'zod';
import { fromWire, toWire, WarningIssuedV1 } from '@libs/events';
import type { Goal } from '../goal';
import { compare, limit } from '../line';
import { inTurns } from '../turns';

/** Calls before the clock runs, so that what is measured is compiled. */
const WARM_UP = 20_000;

/** Mean time of a call, µs. */
function timeOf(call: () => unknown, seconds: number): number {
  for (let i = 0; i < WARM_UP; i++) call();
  const began = performance.now();
  let calls = 0;
  for (; performance.now() - began < seconds * 1000; calls += 100) for (let i = 0; i < 100; i++) call();
  return ((performance.now() - began) * 1000) / calls;
}

/** What it costs to check an event that is read, and one that is written. */
export const eventValidation: Goal = {
  name: 'event-validation',
  covers: ['P9'],
  title: 'P9: validating an event',
  async measure({ rounds, seconds }) {
    const { type, schema, examples } = WarningIssuedV1;
    const example = examples[0]!;
    const bytes = JSON.stringify(example).length;
    const compiled = new Ajv({ strict: false, validateFormats: false }).compile(
      z.toJSONSchema(schema, { io: 'input', target: 'draft-07' }),
    );
    const figure = (call: () => unknown) => () => Promise.resolve({ us: timeOf(call, seconds(1)) });
    const figures = await inTurns(rounds, {
      read: figure(() => fromWire(WarningIssuedV1, type, example)),
      written: figure(() => toWire(WarningIssuedV1, example)),
      raw: figure(() => compiled(example)),
      json: figure(() => JSON.parse(JSON.stringify(example))),
    });
    return [
      limit('P9', `an event of ${bytes} bytes validated as it is read`, {
        ours: figures.read.us,
        limit: 10,
        unit: 'µs',
        isMost: true,
      }),
      compare('P9', 'the same', {
        ours: figures.read.us,
        raw: figures.raw.us,
        unit: 'µs',
        target: 'shown',
        note: 'raw: ajv',
      }),
      compare('P9', 'validated, made JSON and looked over for unknown fields as it is written', {
        ours: figures.written.us,
        raw: figures.json.us,
        unit: 'µs',
        target: 'shown',
        note: 'raw: JSON there and back',
      }),
    ];
  },
};
