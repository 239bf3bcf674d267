import { createHash } from 'node:crypto';
import { judge, type CapMessage, type Judgement, type JudgeOptions } from '@libs/cap';
import type { StoredFinding } from '../persistence/message.repository';
import { geometryOf, publicAreaOf, type PublicArea } from './warned-area';

/** What a message means here. It is worked out where the message is judged: for a large area it takes as long. */
export interface Meaning {
  /** Exact shapes, as the JSON that is stored: written here, where it holds nobody up. */
  geometry: string;
  area: PublicArea;
  /** Hash of what it says, whatever bytes said it; hexadecimal. */
  contentSha256: string;
}

/**
 * A judgement with what this service makes of each message that could be read. The message is without the rings and the
 * attachments themselves: what the meaning has of them is enough, and the way from a thread is paid for by the byte.
 */
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
    ...(judgement.message ? { message: light(judgement.message), meaning: meaningOf(judgement.message) } : {}),
    ...(alerts ? { alerts: alerts.map(assessmentOf) } : {}),
  };
}

function light(message: CapMessage): CapMessage {
  const infos = message.infos.map((info) => ({
    ...info,
    areas: info.areas.map(({ excluded: _, ...area }) => ({ ...area, polygons: [] })),
    resources: info.resources.map(({ derefUri: _, ...resource }) => resource),
  }));
  return { ...message, infos };
}

function meaningOf(message: CapMessage): Meaning {
  const { original: _, ...content } = message;
  const geometry = geometryOf(message);
  return {
    geometry: JSON.stringify(geometry),
    area: publicAreaOf(message, geometry),
    contentSha256: createHash('sha256').update(JSON.stringify(content)).digest('hex'),
  };
}
