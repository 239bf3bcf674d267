import { Inject, Injectable } from '@nestjs/common';
import { FeedHeardAgainV1 } from '@libs/events';
import { CLOCK, newId, type Clock } from '@libs/kernel';
import { Outbox } from '@libs/messaging';
import { UnitOfWork, type Transaction } from '@libs/persistence';
import { refuse } from '../domain/refusals';
import { FeedRepository, type Feed, type FeedSettings } from '../persistence/feed.repository';

export { SIGNATURE_POLICIES, type SignaturePolicy } from '../domain/signature-policy';
export type { FeedCredential } from '../persistence/feed.repository';

/** What may be changed afterwards; where its messages come from stays what it is. */
export type FeedChange = Partial<Omit<FeedSettings, 'kind'>>;

/** An administrator adds a source of warnings, or changes how it is asked. */
@Injectable()
export class ConfigureFeed {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly feeds: FeedRepository,
    private readonly outbox: Outbox,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @param account that hands the messages of a pushed feed in */
  add(settings: FeedSettings, account: string | undefined): Promise<{ id: string }> {
    const id = newId();
    requireAddress(settings);
    return this.unitOfWork.run(async (tx) => {
      await onlyOnce(() => tx.savepoint(() => this.feeds.insert(tx, id, account ?? id, settings)));
      await tx.audit({ action: 'feed.added', subject: id, mode: 'actual', details: { ...settings, account } });
      return { id };
    });
  }

  change(id: string, change: FeedChange, reason: string): Promise<{ id: string }> {
    return this.unitOfWork.run(async (tx) => {
      const feed = (await this.feeds.lock(tx, id)) ?? refuse('feed.not-found');
      const settings: FeedSettings = { ...feed, ...change };
      requireAddress(settings);
      await onlyOnce(() => tx.savepoint(() => this.feeds.change(tx, id, settings)));
      await tx.audit({ action: 'feed.changed', subject: id, reason, mode: 'actual', details: { ...change } });
      await this.endAlarm(tx, feed);
      return { id };
    });
  }

  /** Whoever has looked at the feed knows of its silence, which counts anew from now. */
  private async endAlarm(tx: Transaction, { id: feedId, name, silentSince }: Feed): Promise<void> {
    if (!silentSince) return;
    const times = { silentSince: silentSince.toISOString(), heardAt: this.clock().toISOString() };
    await this.outbox.add(tx, FeedHeardAgainV1, { feedId, name, ...times, how: 'not-watched' }, { mode: 'actual' });
  }
}

/** A secret never travels in the open, and never stands in an address. */
function requireAddress({ kind, url, credential }: FeedSettings): void {
  if ((kind === 'polled') !== (url !== null)) refuse('feed.kind-and-source');
  if (url === null) return;
  const { protocol, username, password } = new URL(url);
  if (username !== '' || password !== '') refuse('feed.secret-in-address');
  if (credential && protocol !== 'https:') refuse('feed.secret-in-the-open');
}

async function onlyOnce(save: () => Promise<void>): Promise<void> {
  try {
    await save();
  } catch (error) {
    if ((error as { code?: unknown }).code === '23505') refuse('feed.exists');
    throw error;
  }
}
