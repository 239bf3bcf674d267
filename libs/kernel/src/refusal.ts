import type { LocalText } from './local-text';

/** How the business says no; `libs/http` maps each kind to a status. */
export type RefusalKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'precondition'
  | 'too-early'
  | 'gone'
  | 'too-large'
  | 'unsupported'
  | 'unavailable';

/** One way to say no: its kind and what a person reads. `{name}` in a text is filled from the refusal's facts. */
export interface RefusalDefinition {
  kind: RefusalKind;
  text: LocalText;
}

/** The business says no. Expected, typed, never retried; everything else that is thrown is a bug or an outage. */
export class DomainRefusal extends Error {
  constructor(
    /** `aggregate.reason`, stable, kebab. */
    readonly code: string,
    readonly kind: RefusalKind,
    readonly text: LocalText,
    /** What was found and what would be accepted, for the client and the log. No personal data. */
    readonly facts: Readonly<Record<string, unknown>> = {},
  ) {
    super(`${code} ${JSON.stringify(facts)}`);
    this.name = 'DomainRefusal';
  }
}

/**
 * Declares the ways a service says no and returns the function that says it.
 * `refuse(code, facts)` never returns.
 */
export function defineRefusals<const D extends Record<string, RefusalDefinition>>(definitions: D) {
  return function refuse(code: keyof D & string, facts: Record<string, unknown> = {}): never {
    const { kind, text } = definitions[code]!;
    throw new DomainRefusal(code, kind, { 'zh-CN': fill(text['zh-CN'], facts), en: fill(text.en, facts) }, facts);
  };
}

function fill(text: string, facts: Record<string, unknown>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in facts ? String(facts[name]) : whole));
}
