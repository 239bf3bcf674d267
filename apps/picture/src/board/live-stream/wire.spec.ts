import { createGunzip } from 'node:zlib';
import fc from 'fast-check';
import { beginOf, join, wireOf } from './wire';

/** What a reader of the packed stream has seen so far, without its end. */
const unpacked = async (packed: Buffer): Promise<string> => {
  const gunzip = createGunzip();
  const chunks: Buffer[] = [];
  gunzip.on('data', (chunk: Buffer) => chunks.push(chunk));
  await new Promise<void>((done) => gunzip.write(packed, () => done()));
  await new Promise<void>((done) => gunzip.flush(() => done()));
  return Buffer.concat(chunks).toString();
};

// Those of more than 4 kB are packed in another window.
const SHORT = fc.string({ unit: 'binary', maxLength: 300 });
const LONG = fc.string({ unit: 'binary', minLength: 5_000, maxLength: 6_000 });

describe('a packed stream', () => {
  it('says at any moment what the plain one says, whatever pieces follow each other', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(SHORT, LONG), { maxLength: 20 }), async (texts) => {
        const all = join([beginOf('retry: 1\n\n'), ...texts.map(wireOf)]);

        expect(await unpacked(all.packed)).toBe(`retry: 1\n\n${texts.join('')}`);
        expect(all.plain.toString()).toBe(`retry: 1\n\n${texts.join('')}`);
      }),
    );
  });

  it('is a tenth of the plain one where items resemble each other', () => {
    const { plain, packed } = wireOf(
      JSON.stringify(Array.from({ length: 200 }, (_, id) => ({ id, mode: 'actual', state: 'in-force' }))),
    );

    expect(packed.length * 10).toBeLessThan(plain.length);
  });
});
