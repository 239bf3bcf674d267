import { expiryOf, type CapMessage, type Info } from '@libs/cap';
import { gravestColour, speaker } from '../domain/summary';

const LONGEST_LINE = 1000;
const LONGEST_TEXT = 20_000;

/** What a warning says, from the info block that speaks for the message. */
export type WarningContent = ReturnType<typeof contentOf>;

/**
 * The texts and classes of a message. Undefined values are left out, texts are cut at the lengths that events allow.
 * A message without an info block says nothing but its note.
 */
export function contentOf(message: CapMessage) {
  const info: Info | undefined = speaker(message.infos);
  const colour = gravestColour(message.infos);
  return {
    language: info?.language ?? 'und',
    event: cut(info?.event ?? message.note ?? '', LONGEST_LINE),
    eventCodes: [...new Set(message.infos.flatMap((each) => each.eventCodes.map(({ value }) => value)))],
    categories: [...new Set(message.infos.flatMap((each) => each.categories))],
    urgency: info?.urgency ?? ('Unknown' as const),
    severity: info?.severity ?? ('Unknown' as const),
    certainty: info?.certainty ?? ('Unknown' as const),
    ...present({
      colour,
      senderName: line(info?.senderName),
      headline: line(info?.headline),
      description: info?.description === undefined ? undefined : cut(info.description, LONGEST_TEXT),
      instruction: info?.instruction === undefined ? undefined : cut(info.instruction, LONGEST_TEXT),
      effective: earliest(message.infos.map((each) => each.effective)),
      onset: earliest(message.infos.map((each) => each.onset)),
      expires: expiry(message),
    }),
  };
}

/** The last block to run out keeps the warning in force. */
function expiry(message: CapMessage): string | undefined {
  const expires = expiryOf(message);
  return expires === undefined ? undefined : new Date(expires).toISOString();
}

function earliest(times: (string | undefined)[]): string | undefined {
  return times.filter((time) => time !== undefined).sort()[0];
}

function line(text: string | undefined): string | undefined {
  return text === undefined ? undefined : cut(text, LONGEST_LINE);
}

/** Never cuts a character in two. */
function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  const end = /[\ud800-\udbff]/.test(text[length - 1] as string) ? length - 1 : length;
  return text.slice(0, end);
}

function present<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
}
