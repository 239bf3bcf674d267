import type { RateLimits } from '@libs/cache';
import type { Metrics } from '@libs/observability';
import type { Account } from './account';
import type { HttpConfig } from './http.config';
import { HttpProblem } from './problem';

/** How often one account, and one address without an account, may ask. */
export class RequestRates {
  private readonly refused;

  constructor(
    private readonly limits: RateLimits,
    private readonly rates: HttpConfig['rates'],
    metrics: Metrics | undefined,
  ) {
    this.refused = metrics?.counter('http_rate_limited_total', 'Requests refused because there were too many', [
      'rate',
    ]);
  }

  /** @throws HttpProblem `rate.exceeded` */
  ofAccount({ id, roles }: Account): Promise<void> {
    return this.take(roles.includes('feed') ? 'feed' : 'account', id);
  }

  /** @throws HttpProblem `rate.exceeded` */
  ofAddress(address: string): Promise<void> {
    return this.take('address', address);
  }

  private async take(name: keyof HttpConfig['rates'], key: string): Promise<void> {
    const rate = this.rates[name];
    if (!rate) return;
    const { allowed, resetSeconds } = await this.limits.take({ name, ...rate }, key);
    if (allowed) return;
    this.refused?.inc({ rate: name });
    const { count, seconds } = rate;
    throw new HttpProblem('rate.exceeded', {
      facts: { accepted: count, seconds, retryAfter: resetSeconds },
      headers: {
        'retry-after': `${resetSeconds}`,
        // draft-ietf-httpapi-ratelimit-headers
        'ratelimit-policy': `"${name}";q=${count};w=${seconds}`,
        ratelimit: `"${name}";r=0;t=${resetSeconds}`,
      },
    });
  }
}
