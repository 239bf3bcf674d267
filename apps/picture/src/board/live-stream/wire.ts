import { constants, deflateRawSync } from 'node:zlib';

/** The same bytes as they are, and packed for a console that understands gzip. */
export interface Wire {
  plain: Buffer;
  packed: Buffer;
}

/** What a packed stream begins with: gzip, no name, no time. */
const BEGIN = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);

/**
 * Each piece is packed by itself, once for all consoles: blocks that are flushed and refer to nothing before them may
 * follow each other in any stream. The stream has no end, so it needs no checksum.
 */
export function wireOf(text: string): Wire {
  const plain = Buffer.from(text);
  return { plain, packed: deflateRawSync(plain, { finishFlush: constants.Z_SYNC_FLUSH, level: 3 }) };
}

export const beginOf = (text: string): Wire => join([{ plain: Buffer.alloc(0), packed: BEGIN }, wireOf(text)]);

/** One after the other. */
export function join(pieces: readonly Wire[]): Wire {
  if (pieces.length === 1) return pieces[0]!;
  return {
    plain: Buffer.concat(pieces.map(({ plain }) => plain)),
    packed: Buffer.concat(pieces.map(({ packed }) => packed)),
  };
}
