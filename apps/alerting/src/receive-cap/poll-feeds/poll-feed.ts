import { createHash, randomInt } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '@libs/kernel';
import { ALERTING_CONFIG, type AlertingConfig } from '../../alerting.config';
import { maySendSecret, pauseBeforeNextPoll } from '../../domain/feed-schedule';
import { FeedRepository, type FeedLink, type LeasedFeed, type PollResult } from '../../persistence/feed.repository';
import { MessageRepository } from '../../persistence/message.repository';
import type { Assessment } from '../assessment';
import { partKey } from '../judge-message';
import { Judging } from '../judging';
import { ReceiveCap } from '../receive-cap';
import { FeedClient, type FeedAnswer } from './feed.client';
import { faultOf, FeedFault } from './feed-fault';

const LINKS_OF_ONE_POLL = 200;
const LINKS_AT_ONCE = 4;
/** A document that is no CAP at all: pages for people stand behind the links of many feeds. */
const NO_CAP = /^xml\.|^cap\.(not-an-alert|no-alert-inside|json-malformed)$/;

/** Asks one feed, and takes in what is new in it. */
@Injectable()
export class PollFeed {
  constructor(
    private readonly feeds: FeedRepository,
    private readonly messages: MessageRepository,
    private readonly client: FeedClient,
    private readonly judging: Judging,
    private readonly receiveCap: ReceiveCap,
    @Inject(ALERTING_CONFIG) private readonly config: AlertingConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Word for what it came to: `ok`, `not-modified`, or the code of what went wrong. */
  async execute(feed: LeasedFeed): Promise<string> {
    const intervalMs = feed.intervalSeconds * 1000;
    const chance = () => randomInt(1_000_001) / 1_000_000;
    const unchanged = { etag: feed.etag, lastModified: feed.lastModified, contentSha256: feed.contentSha256 };
    try {
      const read = await this.read(feed);
      await this.feeds.conclude(feed, { ...read, pauseMs: pauseBeforeNextPoll({ intervalMs, failures: 0 }, chance()) });
      return read.result;
    } catch (error) {
      const { code: result, detail, retryAfterMs = 0 } = faultOf(error);
      const pauseMs = pauseBeforeNextPoll({ intervalMs, failures: feed.failures + 1, retryAfterMs }, chance());
      await this.feeds.conclude(feed, { ...unchanged, result, detail, isSuccess: false, pauseMs });
      return result;
    }
  }

  private async read(feed: LeasedFeed): Promise<Omit<PollResult, 'pauseMs'>> {
    const answer = await this.ask(feed, feed);
    const contentSha256 = answer.bytes ? createHash('sha256').update(answer.bytes).digest() : feed.contentSha256;
    const isNew = answer.bytes !== undefined && !contentSha256?.equals(feed.contentSha256 ?? Buffer.alloc(0));
    if (isNew) await this.takeIn(feed, answer);
    const failed = await this.readLinks(feed, isNew);
    return {
      result: isNew ? 'ok' : 'not-modified',
      detail: failed > 0 ? `links not read: ${failed}` : null,
      isSuccess: true,
      etag: answer.etag,
      lastModified: answer.lastModified,
      contentSha256,
    };
  }

  /** A feed is stored only when there is an alert in it that has not been seen before. */
  private async takeIn(feed: LeasedFeed, answer: FeedAnswer): Promise<void> {
    const bytes = answer.bytes!;
    const assessment = await this.judging.execute({ ...feed, bytes, receivedAt: this.clock() });
    if (isNoCap(assessment)) throw new FeedFault('not-a-feed', assessment.findings[0]?.code);
    const keys = assessment.alerts?.map(({ fingerprint }) => partKey(fingerprint as string));
    if (keys === undefined || (await this.messages.anyUnknown(keys))) await this.receive(feed, answer);
    if (assessment.links) {
      const links = assessment.links.flatMap((link) => (URL.canParse(link, feed.url) ? [new URL(link, feed.url)] : []));
      await this.feeds.keepLinks(feed.id, links.filter(({ protocol }) => /^https?:$/.test(protocol)).map(String));
    }
  }

  /** Number of links that could not be read; they are tried again with the next poll. */
  private async readLinks(feed: LeasedFeed, again: boolean): Promise<number> {
    const links = await this.feeds.linksToRead(feed.id, LINKS_OF_ONE_POLL, again);
    let failed = 0;
    const work = Array.from({ length: LINKS_AT_ONCE }, async () => {
      for (let link = links.shift(); link !== undefined; link = links.shift()) {
        if (!(await this.readLink(feed, link))) failed += 1;
      }
    });
    await Promise.all(work);
    return failed;
  }

  private async readLink(feed: LeasedFeed, link: FeedLink): Promise<boolean> {
    try {
      const answer = await this.ask(feed, link);
      if (answer.bytes) {
        const assessment = await this.judging.execute({ ...feed, bytes: answer.bytes, receivedAt: this.clock() });
        if (isNoCap(assessment)) {
          await this.feeds.concludeLink(feed.id, { ...link, ...answer }, 'ok');
          return true;
        }
        await this.receive(feed, answer);
      }
      await this.feeds.concludeLink(feed.id, { ...link, ...answer }, 'ok');
      return true;
    } catch (error) {
      await this.feeds.concludeLink(feed.id, link, faultOf(error).code);
      return false;
    }
  }

  private receive(feed: LeasedFeed, { bytes, contentType }: FeedAnswer): Promise<unknown> {
    return this.receiveCap.execute({ bytes: bytes!, contentType, receivedBy: feed.source });
  }

  private ask(feed: LeasedFeed, { url, etag, lastModified }: FeedLink): Promise<FeedAnswer> {
    const own = new URL(feed.url);
    const secret = this.secretOf(feed);
    const headersFor = (to: URL) => (maySendSecret(own, to) ? secret : {});
    return this.client.ask({ url, etag, lastModified, headersFor });
  }

  private secretOf({ credential }: LeasedFeed): Record<string, string> {
    if (!credential) return {};
    const secret = this.config.feedSecret(credential.secret);
    if (!secret) throw new FeedFault('secret-missing', credential.secret);
    switch (credential.kind) {
      case 'bearer':
        return { authorization: `Bearer ${secret}` };
      case 'basic':
        return { authorization: `Basic ${Buffer.from(secret).toString('base64')}` };
      case 'header':
        return { [credential.header]: secret };
    }
  }
}

function isNoCap({ verdict, findings }: Assessment): boolean {
  return verdict === 'rejected' && findings.some(({ severity, code }) => severity === 'reject' && NO_CAP.test(code));
}
