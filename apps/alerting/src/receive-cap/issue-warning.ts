import { Injectable } from '@nestjs/common';
import type { CapMessage } from '@libs/cap';
import { WarningIssuedV1 } from '@libs/events';
import { newId, type Mode } from '@libs/kernel';
import { Outbox } from '@libs/messaging';
import type { Transaction } from '@libs/persistence';
import type { ServiceFindingCode } from '../domain/findings';
import { identityOf } from '../domain/identity';
import { arrive, end, mayReplace } from '../domain/warning';
import { identityKey } from '../persistence/identity-key';
import { WarningRepository } from '../persistence/warning.repository';
import { valuesOfWarning } from '../persistence/warning-columns';
import type { Meaning } from './assessment';
import { NamedWarnings, NOTHING_NAMED } from './named-warnings';
import { contentOf } from './warning-content';

/** What became of an Alert or Update. */
export interface Issued {
  warningId: string;
  codes: ServiceFindingCode[];
  /** Values of a warning that is stored together with the message's verdict; none when its place was kept. */
  newWarning: unknown[];
}

/** An Alert or Update becomes a warning; an Update replaces those that it names, seen or not yet seen. */
@Injectable()
export class IssueWarning {
  constructor(
    private readonly warnings: WarningRepository,
    private readonly namedWarnings: NamedWarnings,
    private readonly outbox: Outbox,
  ) {}

  async execute(
    tx: Transaction,
    stored: { id: string; receivedAt: Date; awaited: boolean },
    { message, meaning: { area, geometry } }: { message: CapMessage; meaning: Meaning },
    findings: { code: string }[],
    mode: Mode,
    now: Date,
  ): Promise<Issued> {
    const identity = identityKey(identityOf(message));
    const references = message.msgType === 'Update' ? message.references : [];
    const sentAt = new Date(message.sent);
    const by = { as: 'superseded', sentAt } as const;
    const { own, named, unseen, chainId, codes, followed } =
      references.length > 0 || stored.awaited
        ? await this.namedWarnings.find(tx, message, references, mode, by, identity)
        : NOTHING_NAMED;
    const content = contentOf(message);
    const arriving = {
      id: newId(),
      chainId: '',
      sentAt,
      ...(content.expires ? { expiresAt: new Date(content.expires) } : {}),
    };
    arriving.chainId = chainId ?? arriving.id;
    const { next, happened } = arrive(own, arriving, now, followed);

    const replaced = named.filter((warning) => mayReplace(next, warning));
    await this.warnings.saveStates(
      tx,
      replaced.map((warning) => end(warning, 'superseded', sentAt).next),
      now,
      stored.id,
    );
    await this.warnings.awaitAll(
      tx,
      unseen.map((warning) => ({
        ...warning,
        ...end({ ...warning, chainId: next.chainId }, 'superseded', sentAt).next,
      })),
      mode,
      now,
    );
    const { sender, identifier, sent, scope } = message;
    const msgType = message.msgType as 'Alert' | 'Update';
    const record = {
      mode,
      identity,
      messageId: stored.id,
      sender,
      identifier,
      sentAt: sent,
      receivedAt: stored.receivedAt,
      msgType,
      scope,
      severity: content.severity,
      ...(content.colour ? { colour: content.colour } : {}),
      content,
      area,
      geometry,
    };
    const values = valuesOfWarning(next, record, now);
    if (own) await this.warnings.fill(tx, values);

    for (const fact of happened) {
      if (fact.type !== 'issued') continue;
      await this.outbox.add(tx, WarningIssuedV1, {
        warningId: next.id,
        chainId: next.chainId,
        messageId: stored.id,
        sender,
        identifier,
        sent,
        msgType,
        scope,
        replaces: replaced.filter(({ state }) => state !== 'awaited').map(({ id }) => id),
        inForce: fact.inForce,
        ...content,
        area,
        findings: findings.map(({ code }) => code),
      });
    }
    return { warningId: next.id, codes, newWarning: own ? [] : values };
  }
}
