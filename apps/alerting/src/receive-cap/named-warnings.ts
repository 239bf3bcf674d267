import { Injectable } from '@nestjs/common';
import type { CapMessage, Reference } from '@libs/cap';
import { newId, type Mode } from '@libs/kernel';
import type { Transaction } from '@libs/persistence';
import type { ServiceFindingCode } from '../domain/findings';
import { referredIdentity } from '../domain/identity';
import { endedBy, follow, type Followed } from '../domain/warning';
import { identityKey } from '../persistence/identity-key';
import { WarningRepository, type KeyedWarning } from '../persistence/warning.repository';

export interface Named {
  /** The place that is kept for the message's own warning, where a follow-up came first. */
  own: KeyedWarning | undefined;
  /** Warnings that the message ends, seen or awaited. */
  named: KeyedWarning[];
  /** Places to be kept for warnings that nobody has named before. */
  unseen: (KeyedWarning & { sender: string; identifier: string })[];
  /** The chain that the message belongs to; undefined when it begins one. */
  chainId: string | undefined;
  /** What the latest follow-up of the chain has said, where a first issue remembers it. */
  followed?: Followed;
  codes: ServiceFindingCode[];
}

/** Of a first issue that nobody has named before. */
export const NOTHING_NAMED: Named = { own: undefined, named: [], unseen: [], chainId: undefined, codes: [] };

/** Finds what a message refers to, in its own mode only: a drill never ends an actual warning. */
@Injectable()
export class NamedWarnings {
  constructor(private readonly warnings: WarningRepository) {}

  async find(
    tx: Transaction,
    message: CapMessage,
    references: readonly Reference[],
    mode: Mode,
    by: Followed,
    ownIdentity?: Buffer,
  ): Promise<Named> {
    const wanted = references.map((reference) => ({
      identity: identityKey(referredIdentity(message, reference)),
      sender: reference.sender ?? message.sender,
      identifier: reference.identifier,
    }));
    const identities = wanted.map(({ identity }) => identity);
    const locked = await this.warnings.lock(tx, mode, ownIdentity ? [ownIdentity, ...identities] : identities);
    const find = (identity: Buffer) => locked.find((warning) => warning.identity.equals(identity));
    const own = ownIdentity && find(ownIdentity);
    const seen = identities.flatMap((identity) => find(identity) ?? []);

    const namesFirstIssue = message.profile === 'cn';
    const chains = namesFirstIssue
      ? await this.warnings.inForce(tx, [...new Set(seen.map(({ chainId }) => chainId))])
      : [];
    const firsts = namesFirstIssue ? seen.map((first) => ({ ...first, ...follow(first, by) })) : seen;
    const named = endedBy(firsts, chains, namesFirstIssue) as KeyedWarning[];
    const followed = seen.flatMap((first) => first.followed ?? []).sort((a, b) => +b.sentAt - +a.sentAt)[0];
    const unseen = wanted
      .filter(({ identity }) => find(identity) === undefined)
      .map((place): Named['unseen'][number] => ({
        ...place,
        id: newId(),
        chainId: '',
        state: 'awaited',
        ...(namesFirstIssue ? { followed: by } : {}),
      }));
    return {
      own,
      named,
      unseen,
      ...(followed ? { followed } : {}),
      chainId: own?.chainId ?? seen[0]?.chainId ?? unseen[0]?.id,
      codes: codesOf(named, unseen),
    };
  }
}

function codesOf(named: KeyedWarning[], unseen: unknown[]): ServiceFindingCode[] {
  const codes: ServiceFindingCode[] = [];
  if (unseen.length > 0 || named.some(({ state }) => state === 'awaited')) codes.push('alerting.named-warning-awaited');
  const anyInForce = named.some(({ state }) => state === 'in-force');
  if (named.length > 0 && !anyInForce && named.some(({ state }) => state !== 'awaited'))
    codes.push('alerting.named-warning-ended');
  return codes;
}
