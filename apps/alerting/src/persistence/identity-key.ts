import { createHash } from 'node:crypto';
import type { Identity } from '../domain/identity';

/** A fixed-length key of an identity: senders and identifiers may be longer than an index entry. */
export function identityKey({ senderKey, identifier }: Identity): Buffer {
  return createHash('sha256').update(senderKey).update('\0').update(identifier).digest();
}
