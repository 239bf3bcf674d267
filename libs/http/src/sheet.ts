import type { FastifyRequest } from 'fastify';
import type { DomainRefusal } from '@libs/kernel';
import { languageOf } from './request-context';

/** What became of a row of a sheet: the id of its record, or why it was refused. */
export type SheetResult = { row: number; id: string } | { row: number; refused: DomainRefusal };

/** The answer to a sheet; rows are counted from 0, `id` is that of the row's record. */
export interface SheetAnswer {
  results: { row: number; id?: string; refused?: { code: string; detail: string } }[];
}

/** A refused row does not make the sheet fail: it is answered beside the others, in the language of the request. */
export function sheetAnswer(results: readonly SheetResult[], request: FastifyRequest): SheetAnswer {
  const language = languageOf(request);
  return {
    results: results.map((result) =>
      'id' in result
        ? result
        : { row: result.row, refused: { code: result.refused.code, detail: result.refused.text[language] } },
    ),
  };
}
