import { judge } from '@libs/cap';

/** What the documents of a replay say of each other, by their references alone. */
export interface Chains {
  /** Updates and Cancels. */
  followUps: number;
  /** Of these: naming at least one message of the replay that came before. */
  toKnown: number;
  /** Messages of the replay that a later Update names. */
  named: number;
  /** Identities that come again with other bytes, and how often. */
  repeated: { identities: number; documents: number };
}

/** Reads references and identities of documents in the order of the replay. It knows nothing of the service. */
export function chainsOf(texts: readonly string[], now: Date): Chains {
  const seen = new Map<string, Set<string>>();
  const named = new Set<string>();
  const again = new Map<string, number>();
  let [followUps, toKnown] = [0, 0];
  for (const text of texts) {
    const judgement = judge(Buffer.from(text), { now });
    const message = judgement.message ?? judgement.alerts?.[0]?.message;
    if (!message) continue;
    const { sender, identifier, msgType, references } = message;
    const key = `${sender} ${identifier}`;
    const bytes = seen.get(key);
    if (bytes && !bytes.has(text)) again.set(key, (again.get(key) ?? 0) + 1);
    seen.set(key, (bytes ?? new Set()).add(text));
    if (msgType !== 'Update' && msgType !== 'Cancel') continue;
    followUps += 1;
    const known = references.map((one) => `${one.sender ?? sender} ${one.identifier}`).filter((one) => seen.has(one));
    if (known.length > 0) toKnown += 1;
    if (msgType === 'Update') for (const one of known) if (one !== key) named.add(one);
  }
  const documents = [...again.values()].reduce((sum, count) => sum + count, 0);
  return { followUps, toKnown, named: named.size, repeated: { identities: again.size, documents } };
}
