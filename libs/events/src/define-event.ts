import { isDeepStrictEqual } from 'node:util';
import type { z } from 'zod';
import type { Topic } from './define-topic';

/** A public fact: what its message looks like, where it travels and what it means. */
export interface EventDefinition<Data = unknown> {
  /** `<service>.<fact>.v<N>`, the CloudEvents type. */
  readonly type: string;
  readonly topic: Topic;
  /** The id of the aggregate: messages of one key stay in order. */
  readonly key: (data: Data) => string;
  /** Written with `z.object`, so that readers drop what they do not know; {@link toWire} refuses unknown fields. */
  readonly schema: z.ZodType<Data>;
  /** What has happened, in one sentence for people. */
  readonly sentence: { 'zh-CN': string; en: string };
  readonly examples: readonly Data[];
  /** True when the consumers are outside this product. */
  readonly external?: boolean;
  /** How a message of the version before becomes one of this. Facts are kept, so lifts are never deleted. */
  readonly lift?: { readonly from: EventDefinition<any>; readonly to: (old: any) => Data };
}

export type EventData<E> = E extends EventDefinition<infer Data> ? Data : never;

export const defineEvent = <Data>(definition: EventDefinition<Data>): EventDefinition<Data> => definition;

/** Thrown where an event is written wrongly or cannot be read: a mistake of a program, never of a user. */
export class MalformedEvent extends Error {}

/** The message's JSON text. Strict: a field that the schema does not know is refused, while the command can still fail. */
export function toWire<Data>(event: EventDefinition<Data>, data: Data): string {
  const text = JSON.stringify(data);
  const plain: unknown = JSON.parse(text);
  const result = event.schema.safeParse(plain);
  if (!result.success) throw new MalformedEvent(`${event.type}: ${describe(result.error)}`);
  if (!isDeepStrictEqual(result.data, plain))
    throw new MalformedEvent(`${event.type}: a field the schema does not know`);
  return text;
}

/**
 * The data of a message of `type`, as the newest version `event` describes it: lifted where it is older, without the
 * fields that are not known here.
 */
export function fromWire<Data>(event: EventDefinition<Data>, type: string, data: unknown): Data {
  if (type === event.type) {
    const result = event.schema.safeParse(data);
    if (!result.success) throw new MalformedEvent(`${type}: ${describe(result.error)}`);
    return result.data;
  }
  if (event.lift) return event.lift.to(fromWire(event.lift.from, type, data));
  throw new MalformedEvent(`${type} is not a version of ${event.type} that is known here`);
}

/** `event` and the versions before it, newest first: all that a consumer of `event` can read. */
export function versionsOf(event: EventDefinition<any>): string[] {
  return [event.type, ...(event.lift ? versionsOf(event.lift.from) : [])];
}

/** The type without its version: `alerting.warning-issued.v2` → `alerting.warning-issued`. */
export const factOf = (type: string): string => type.replace(/\.v\d+$/, '');

const describe = (error: z.ZodError): string =>
  error.issues.map((issue) => `/${issue.path.join('/')} ${issue.message}`).join('; ');
