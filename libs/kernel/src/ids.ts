import { v7, validate } from 'uuid';

/** A new record id: UUID version 7, so ids sort by creation time. */
export const newId = (): string => v7();

export const isId = (text: unknown): text is string => typeof text === 'string' && validate(text);
