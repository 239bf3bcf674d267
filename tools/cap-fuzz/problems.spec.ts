import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { mutated } from '../cap-mutations/mutate';
import { Random } from '../cap-mutations/random';
import { examine } from './problems';

const SAMPLES = join(__dirname, '../../libs/cap/samples');
const NOW = new Date('2026-07-10T12:00:00Z');
const documents = readdirSync(SAMPLES).map((name) => readFileSync(join(SAMPLES, name)));

describe('what the library promises of any document', () => {
  it('holds for damaged copies of our samples', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const random = new Random(seed);
        expect(examine(mutated(random.pick(documents), random), NOW).problems).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it('holds for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(examine(bytes, NOW).problems).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});

describe('mutations', () => {
  it('are the same for the same seed, and change most documents', () => {
    const of = (seed: number) => Buffer.from(mutated(documents[0] as Buffer, new Random(seed)));
    const seeds = Array.from({ length: 60 }, (_, seed) => seed);
    expect(seeds.map(of)).toEqual(seeds.map(of));
    expect(seeds.filter((seed) => !of(seed).equals(documents[0] as Buffer)).length).toBeGreaterThan(45);
  });
});
