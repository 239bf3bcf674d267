import type { Goal } from '../goal';
import { measureIngest } from './ingest';
import { measureParsing } from './parsing';

/** CAP messages: read, judged, signed, large. */
export const cap: Goal = {
  name: 'cap',
  covers: ['P10', 'P11'],
  title: 'P10, P11: CAP beside saxes and its peers; signed and large alerts',
  async measure(context) {
    return [...(await measureParsing(context)), ...(await measureIngest(context))];
  },
};
