import { Inject, Injectable } from '@nestjs/common';
import { request as plainRequest, type IncomingMessage } from 'node:http';
import { request as tlsRequest, type RequestOptions } from 'node:https';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { ALERTING_CONFIG, type AlertingConfig } from '../../alerting.config';
import { mayFollow } from '../../domain/feed-schedule';
import { AddressGuard } from './address-guard';
import { faultOf, FeedFault } from './feed-fault';

export interface Question {
  url: string;
  etag?: string | null;
  lastModified?: string | null;
  /** Headers for this address, after redirects as well. */
  headersFor: (url: URL) => Record<string, string>;
}

/** Undefined bytes: nothing has changed since. */
export interface FeedAnswer {
  bytes?: Buffer;
  contentType: string;
  etag: string | null;
  lastModified: string | null;
}

const ACCEPT =
  'application/cap+xml, application/atom+xml, application/rss+xml, application/geo+json, application/json, text/xml, application/xml;q=0.9';

/** Reads feeds over HTTP: bounded in time and size, and never into a private network. */
@Injectable()
export class FeedClient {
  private readonly guard: AddressGuard;

  constructor(@Inject(ALERTING_CONFIG) private readonly config: AlertingConfig) {
    this.guard = new AddressGuard(config.feedAllowedAddresses);
  }

  /** @throws FeedFault */
  async ask(question: Question): Promise<FeedAnswer> {
    const signal = AbortSignal.timeout(this.config.feedTimeoutMs);
    try {
      return await this.follow(question, new URL(question.url), signal, 0);
    } catch (error) {
      throw signal.aborted ? new FeedFault('timeout') : faultOf(error);
    }
  }

  private async follow(question: Question, url: URL, signal: AbortSignal, followed: number): Promise<FeedAnswer> {
    const { etag, lastModified, headersFor } = question;
    const response = await this.send(url, signal, {
      accept: ACCEPT,
      'accept-encoding': 'gzip',
      'user-agent': 'fenghuo',
      ...(etag ? { 'if-none-match': etag } : {}),
      ...(lastModified ? { 'if-modified-since': lastModified } : {}),
      ...headersFor(url),
    });
    const { statusCode: status = 0, headers } = response;
    if (status === 304) {
      response.resume();
      return { contentType: '', etag: etag ?? null, lastModified: lastModified ?? null };
    }
    if (status === 200) {
      return {
        bytes: await this.bytesOf(response),
        contentType: headers['content-type']?.split(';', 1)[0]?.trim().slice(0, 100) || 'application/xml',
        etag: headers.etag ?? null,
        lastModified: headers['last-modified'] ?? null,
      };
    }
    response.destroy();
    if (![301, 302, 303, 307, 308].includes(status)) {
      throw new FeedFault(`http.${status}`, '', retryAfterOf(headers['retry-after']));
    }
    const next = URL.canParse(headers.location ?? '', url.href) ? new URL(headers.location ?? '', url) : undefined;
    if (!next || !mayFollow(url, next, followed)) throw new FeedFault('redirect.refused', next?.origin ?? 'nowhere');
    return this.follow(question, next, signal, followed + 1);
  }

  private send(url: URL, signal: AbortSignal, headers: Record<string, string>): Promise<IncomingMessage> {
    this.guard.check(url);
    const options: RequestOptions = { headers, signal, lookup: this.guard.lookup, agent: false };
    return new Promise((resolve, reject) => {
      const request =
        url.protocol === 'https:' ? tlsRequest(url, options, resolve) : plainRequest(url, options, resolve);
      request.on('error', reject).end();
    });
  }

  private async bytesOf(response: IncomingMessage): Promise<Buffer> {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of unpacked(response) as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > this.config.feedMaxBytes) throw new FeedFault('too-large', `> ${this.config.feedMaxBytes}`);
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  }
}

function unpacked(response: IncomingMessage): Readable {
  const encoding = response.headers['content-encoding'] ?? 'identity';
  if (encoding === 'identity') return response;
  if (encoding !== 'gzip') throw new FeedFault('encoding.unsupported', encoding);
  // Whoever reads the end of the pipe sees what goes wrong in it.
  return pipeline(response, createGunzip(), () => undefined);
}

/** Milliseconds; a date is read as well as a number of seconds. */
function retryAfterOf(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  const milliseconds = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(milliseconds) ? Math.max(0, milliseconds) : undefined;
}
