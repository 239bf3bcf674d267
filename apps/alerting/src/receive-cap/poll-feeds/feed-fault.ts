/** Why a feed, or what it links to, could not be read. */
export class FeedFault extends Error {
  constructor(
    /** Stable and short: `http.503`, `timeout`, `too-large`, `address.forbidden`. */
    readonly code: string,
    /** For an operator; no secrets. */
    readonly detail = '',
    readonly retryAfterMs?: number,
  ) {
    super(detail ? `${code} ${detail}` : code);
  }
}

/** Whatever ended an attempt, as a fault. */
export function faultOf(error: unknown): FeedFault {
  if (error instanceof FeedFault) return error;
  const { name, code, message } = error as { name?: string; code?: string; message?: string };
  if (name === 'TimeoutError' || name === 'AbortError') return new FeedFault('timeout');
  return new FeedFault(code ?? 'failed', message?.slice(0, 200) ?? String(error));
}
