import { HttpException } from '@nestjs/common';
import { DomainRefusal, type LocalText } from '@libs/kernel';
import type { Language } from './language';
import { isOutage } from './outage';
import { PROBLEMS, REFUSALS, type ProblemCode } from './problem-catalogue';

/** One thing wrong with the request, in both languages. Exactly one of pointer, parameter and header is set. */
export interface RequestFault {
  /** JSON pointer (RFC 6901) into the body. */
  pointer?: string;
  /** Name of a query or path parameter. */
  parameter?: string;
  /** Name of a header. */
  header?: string;
  code: string;
  /** What was found, shortened; absent when nothing was, or when it is a secret. */
  found?: unknown;
  /** What would be accepted. */
  accepted: LocalText;
}

/** RFC 9457, as it is sent: `application/problem+json`. */
export interface ProblemDetails {
  /** `urn:fenghuo:problem:<code>`. */
  type: string;
  title: string;
  status: number;
  detail: string;
  /** Stable; clients decide by it, never by the texts. */
  code: string;
  /** Path of the request. */
  instance: string;
  correlationId: string;
  /** What was found and what would be accepted, by name; never personal data. */
  facts?: Readonly<Record<string, unknown>>;
  errors?: {
    pointer?: string;
    parameter?: string;
    header?: string;
    code: string;
    found?: unknown;
    accepted: string;
    detail: string;
  }[];
}

/** The edge says no: a code of the catalogue with what it concerns. */
export class HttpProblem extends Error {
  constructor(
    readonly code: ProblemCode,
    readonly more: { facts?: Record<string, unknown>; errors?: RequestFault[]; headers?: Record<string, string> } = {},
  ) {
    super(code);
    this.name = 'HttpProblem';
  }
}

/** A problem before it is put into a language. */
interface Said {
  code: string;
  status: number;
  title: LocalText;
  detail: LocalText;
  facts?: Readonly<Record<string, unknown>>;
  errors?: RequestFault[];
  headers?: Record<string, string>;
}

export interface ProblemAnswer {
  body: ProblemDetails;
  headers: Record<string, string>;
  /** True for a bug or an outage: the filter logs these, and only these. */
  fault: boolean;
}

/** Turns whatever was thrown into the answer that a client may see; never a stack, a query or a foreign message. */
export function problemOf(
  error: unknown,
  request: { language: Language; path: string; correlationId: string },
): ProblemAnswer {
  const { code, status, title, detail, facts, errors, headers = {} } = say(error, request.path);
  const { language } = request;
  const body: ProblemDetails = {
    type: `urn:fenghuo:problem:${code}`,
    title: title[language],
    status,
    detail: detail[language],
    code,
    instance: request.path,
    correlationId: request.correlationId,
  };
  if (facts && Object.keys(facts).length > 0) body.facts = facts;
  if (errors?.length) body.errors = errors.map((fault) => faultIn(fault, language));
  return { body, headers: { ...challenge(status), ...headers }, fault: status >= 500 };
}

function say(error: unknown, path: string): Said {
  if (error instanceof DomainRefusal) {
    const { status, title } = REFUSALS[error.kind];
    const headers = status === 503 ? RETRY : undefined;
    return { code: error.code, status, title, detail: error.text, facts: error.facts, headers };
  }
  if (error instanceof HttpProblem) return sayCode(error.code, error.more);
  const status = statusOf(error);
  if (status !== undefined && status < 500) return sayForeign(error as Error, status, path);
  if (isOutage(error) || status === 503) return sayCode('unavailable', { headers: RETRY });
  return sayCode('internal');
}

/** The status that Nest or fastify gave an error of theirs. */
function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  if (!(error instanceof Error)) return undefined;
  const { name, statusCode } = error as Error & { statusCode?: unknown };
  return name === 'FastifyError' && typeof statusCode === 'number' ? statusCode : undefined;
}

// Short on purpose: the usual outage is a database that restarts, which takes seconds.
const RETRY = { 'retry-after': '2' };

function sayCode(code: ProblemCode, more: HttpProblem['more'] = {}): Said {
  const { status, title, detail } = PROBLEMS[code];
  const facts = more.facts ?? {};
  return {
    code,
    status,
    title,
    detail: { 'zh-CN': fill(detail['zh-CN'], facts), en: fill(detail.en, facts) },
    ...more,
  };
}

const BY_STATUS: Record<number, ProblemCode> = {
  400: 'request.malformed',
  401: 'auth.required',
  403: 'forbidden',
  404: 'route.not-found',
  408: 'request.timeout',
  413: 'body.too-large',
  414: 'request.path-too-long',
  415: 'media-type.unsupported',
  431: 'request.headers-too-large',
};

/** What fastify or Nest itself threw. Its own text is for developers and stays inside. */
function sayForeign(error: Error, status: number, path: string): Said {
  if (error.message.startsWith('Cross-origin')) return sayCode('auth.cross-origin');
  const code = BY_STATUS[status] ?? 'request.malformed';
  return { ...sayCode(code, { facts: code === 'route.not-found' ? { path } : {} }), status };
}

const challenge = (status: number): Record<string, string> =>
  status === 401 ? { 'www-authenticate': 'Bearer realm="fenghuo"' } : {};

function faultIn({ accepted, ...fault }: RequestFault, language: Language) {
  const where = fault.pointer ?? fault.parameter ?? fault.header ?? '';
  const detail = {
    en: `${where || 'The body'}: ${accepted.en}`,
    'zh-CN': `${where || '请求体'}：${accepted['zh-CN']}`,
  };
  return { ...fault, accepted: accepted[language], detail: detail[language] };
}

const fill = (template: string, facts: Record<string, unknown>): string =>
  template.replace(/\{(\w+)\}/g, (whole, name: string) => (name in facts ? String(facts[name]) : whole));
