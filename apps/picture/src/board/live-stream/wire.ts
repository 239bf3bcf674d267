import { constants, deflateRawSync, type ZlibOptions } from 'node:zlib';

/** The same bytes as they are, and packed for a console that understands gzip. Either is made when it is first asked for. */
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

class Made implements Wire {
  private madePlain: Buffer | undefined;
  private madePacked: Buffer | undefined;

  constructor(
    private readonly makePlain: () => Buffer,
    private readonly makePacked: (plain: Buffer) => Buffer,
  ) {}

  get plain(): Buffer {
    return (this.madePlain ??= this.makePlain());
  }

  get packed(): Buffer {
    return (this.madePacked ??= this.makePacked(this.plain));
  }
}

/**
 * Each piece is packed by itself, once for all consoles: blocks that are flushed and refer to nothing before them may
 * follow each other in any stream. The stream has no end, so it needs no checksum.
 */
export function wireOf(text: string): Wire {
  return new Made(
    () => Buffer.from(text),
    (plain) => deflateRawSync(plain, plain.length > SHORT_BYTES ? FLUSHED : FLUSHED_SHORT),
  );
}

export const beginOf = (text: string): Wire => join([{ plain: Buffer.alloc(0), packed: BEGIN }, wireOf(text)]);

/** One after the other. */
export function join(pieces: readonly Wire[]): Wire {
  if (pieces.length === 1) return pieces[0]!;
  return new Made(
    () => Buffer.concat(pieces.map(({ plain }) => plain)),
    () => Buffer.concat(pieces.map(({ packed }) => packed)),
  );
}
