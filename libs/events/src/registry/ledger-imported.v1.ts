import { z } from 'zod';
import { defineEvent } from '../define-event';
import { actor, id, instant } from '../fields';
import { registryLedger } from '../topics';

/** An import of a ledger has ended; what the ledger holds now, so that a consumer can tell complete from not yet. */
export const LedgerImportedV1 = defineEvent({
  type: 'registry.ledger-imported.v1',
  topic: registryLedger,
  key: (data) => data.ledger,
  sentence: { 'zh-CN': '台账已导入。', en: 'A ledger was imported.' },
  schema: z.object({
    ledger: z.enum(['persons', 'zones', 'shelters', 'households', 'teams', 'machines']).describe('The ledger'),
    importId: id.describe('The import'),
    importedAt: instant.describe('When it ended'),
    importedBy: actor.describe('Who imported it'),
    keptRows: z.int().min(0).describe('Rows of the file that were kept'),
    refusedRows: z.int().min(0).describe('Rows of the file that were refused'),
    total: z.int().min(0).describe('Records that the ledger holds now, without the withdrawn ones'),
  }),
  examples: [
    {
      ledger: 'shelters',
      importId: '0198f7a0-0000-7000-8000-000000000251',
      importedAt: '2021-10-04T02:00:00Z',
      importedBy: { accountId: '0198f7a0-0000-7000-8000-000000000090', name: '值班员' },
      keptRows: 1164,
      refusedRows: 0,
      total: 1164,
    },
  ],
});
