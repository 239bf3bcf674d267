import { AREA_FINDINGS } from './area-findings';
import { CHINESE_FINDINGS } from './chinese-findings';
import { CONTAINER_FINDINGS } from './container-findings';
import { MESSAGE_FINDINGS } from './message-findings';
import { SCHEMA_FINDINGS } from './schema-findings';
import type { CatalogueEntry } from './severity';
import { SIGNATURE_FINDINGS } from './signature-findings';
import { STRICT_FINDINGS } from './strict-findings';
import { XML_FINDINGS } from './xml-findings';

const ALL = {
  ...XML_FINDINGS,
  ...MESSAGE_FINDINGS,
  ...AREA_FINDINGS,
  ...CHINESE_FINDINGS,
  ...CONTAINER_FINDINGS,
  ...SIGNATURE_FINDINGS,
  ...STRICT_FINDINGS,
  ...SCHEMA_FINDINGS,
};

/** Every code that a judgement can carry. Codes are stable: partners match on them. */
export type FindingCode = keyof typeof ALL;

export const CATALOGUE: Record<FindingCode, CatalogueEntry> = ALL;
