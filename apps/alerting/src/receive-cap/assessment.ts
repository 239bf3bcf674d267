import { createHash } from 'node:crypto';
import { judge, type CapMessage, type Judgement, type JudgeOptions } from '@libs/cap';
import type { StoredFinding } from '../persistence/message.repository';
import { geometryOf, publicAreaOf, type Geometry, type PublicArea } from './warned-area';

/** What a message means here. It is worked out where the message is judged: for a large area it takes as long. */
export interface Meaning {
  geometry: Geometry;
  area: PublicArea;
  /** Hash of what it says, whatever bytes said it; hexadecimal. */
  contentSha256: string;
}

/** A judgement with what this service makes of each message that could be read. */
export interface Assessment extends Omit<Judgement, 'findings' | 'alerts'> {
  findings: StoredFinding[];
  meaning?: Meaning;
  alerts?: Assessment[];
}

/** Judges a document and works out what its messages mean. Pure, and all of it may be moved to another thread. */
export function assess(bytes: Uint8Array, options: JudgeOptions): Assessment {
  return assessmentOf(judge(bytes, options));
}

function assessmentOf({ alerts, ...judgement }: Judgement): Assessment {
  return {
    ...judgement,
    ...(judgement.message ? { meaning: meaningOf(judgement.message) } : {}),
    ...(alerts ? { alerts: alerts.map(assessmentOf) } : {}),
  };
}

function meaningOf(message: CapMessage): Meaning {
  const { original: _, ...content } = message;
  const geometry = geometryOf(message);
  return {
    geometry,
    area: publicAreaOf(message, geometry),
    contentSha256: createHash('sha256').update(JSON.stringify(content)).digest('hex'),
  };
}
