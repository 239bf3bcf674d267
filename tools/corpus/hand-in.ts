import type { Session } from './sign-in';

export interface Answer {
  status: number;
  verdict: string;
  /** The gravest finding. */
  finding: string;
}

interface Body {
  code?: string;
  verdict?: string;
  outcome?: string;
  findings?: { code: string; path: string; found?: string }[];
}

/** Hands one document in; tries again while the product is busy. */
export async function handIn(url: string, session: Session, bytes: Uint8Array): Promise<Answer> {
  for (let tried = 1; ; tried += 1) {
    const response = await fetch(new URL('/api/alerting/cap', url), {
      method: 'POST',
      headers: { authorization: `Bearer ${session.token}`, 'content-type': 'application/cap+xml' },
      body: bytes as Uint8Array<ArrayBuffer>,
    });
    const body = (await response.json().catch(() => ({}))) as Body;
    if (response.status !== 503 || tried === 5) return answerOf(response.status, body);
    await new Promise((resolve) => setTimeout(resolve, 1000 * Number(response.headers.get('retry-after') ?? 1)));
  }
}

export function answerOf(status: number, body: Body): Answer {
  const [finding] = body.findings ?? [];
  const verdict = body.verdict ?? body.code ?? 'no answer';
  return { status, verdict, finding: finding ? `${finding.code} ${finding.path}` : '' };
}

export function lineOf(file: string, { status, verdict, finding }: Answer): string {
  return `${verdict.padEnd(22)} ${status}  ${file}${finding ? `  ${finding}` : ''}`;
}
