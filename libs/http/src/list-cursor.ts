import { isOfType } from './list-columns';
import type { ListDefinition, ListRequest } from './list-definition';

type Cursor = NonNullable<ListRequest['after']>;

/**
 * Opaque for clients. It is not signed: all that a made-up one can do is start elsewhere in the same list, and each of
 * its parts is checked before it reaches the database.
 */
export function writeCursor({ sort }: ListRequest, { value, key }: Cursor): string {
  return Buffer.from(JSON.stringify([sortText(sort), value, key])).toString('base64url');
}

/** Undefined when it is not one of ours or belongs to another sort. */
export function readCursor(text: string, definition: ListDefinition, { sort }: ListRequest): Cursor | undefined {
  if (text.length > 2_000 || !/^[\w-]+$/.test(text)) return undefined;
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    return undefined;
  }
  if (!Array.isArray(parts) || parts.length !== 3 || !parts.every((part) => typeof part === 'string')) return undefined;
  const [sorted, value, key] = parts as [string, string, string];
  const column = definition.sort[sort.name];
  if (!column || sorted !== sortText(sort)) return undefined;
  if (!fits(column.type, value) || !fits(definition.key.type, key)) return undefined;
  return { value, key };
}

const sortText = ({ name, descending }: ListRequest['sort']): string => `${descending ? '-' : ''}${name}`;

// A text in a row may be longer or emptier than a filter's.
const fits = (type: Parameters<typeof isOfType>[0], value: string): boolean =>
  type === 'text' ? !value.includes('\0') : isOfType(type, value);
