import { constants, deflateRawSync, type ZlibOptions } from 'node:zlib';

/** The same bytes as they are, and packed for a console that understands gzip. */
export interface Wire {
  readonly plain: Buffer;
  readonly packed: Buffer;
}

/** What a packed stream begins with: gzip, no name, no time. */
const BEGIN = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);

const FLUSHED: ZlibOptions = { finishFlush: constants.Z_SYNC_FLUSH, level: 3 };
/** A change is short, and there are many: with the window of long texts each would take 270 kB to be packed. */
const SHORT_BYTES = 4096;
const FLUSHED_SHORT: ZlibOptions = { ...FLUSHED, windowBits: 12, memLevel: 4 };

/** Packed when the first console asks for it, once for all. */
class Piece implements Wire {
  private made: Buffer | undefined;

  constructor(readonly plain: Buffer) {}

  get packed(): Buffer {
    return (this.made ??= deflateRawSync(this.plain, this.plain.length > SHORT_BYTES ? FLUSHED : FLUSHED_SHORT));
  }
}

/** Each form is put together when the first console asks for it. */
class Joined implements Wire {
  private readonly made: { -readonly [Form in keyof Wire]?: Buffer } = {};

  constructor(private readonly pieces: readonly Wire[]) {}

  get plain(): Buffer {
    return (this.made.plain ??= Buffer.concat(this.pieces.map(({ plain }) => plain)));
  }

  get packed(): Buffer {
    return (this.made.packed ??= Buffer.concat(this.pieces.map(({ packed }) => packed)));
  }
}

/**
 * Each piece is packed by itself, once for all consoles: blocks that are flushed and refer to nothing before them may
 * follow each other in any stream. The stream has no end, so it needs no checksum.
 */
export const wireOf = (text: string): Wire => new Piece(Buffer.from(text));

export const beginOf = (text: string): Wire => join([{ plain: Buffer.alloc(0), packed: BEGIN }, wireOf(text)]);

/** One after the other. */
export const join = (pieces: readonly Wire[]): Wire => (pieces.length === 1 ? pieces[0]! : new Joined(pieces));
