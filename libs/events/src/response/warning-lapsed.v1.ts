import { z } from 'zod';
import { defineEvent } from '../define-event';
import { id, instant } from '../fields';
import { responseEmergency } from '../topics';

/** A warning of an open emergency was cancelled or ran out: a person is asked what follows; nothing ends by itself. */
export const WarningLapsedV1 = defineEvent({
  type: 'response.warning-lapsed.v1',
  topic: responseEmergency,
  key: (data) => data.emergencyId,
  sentence: {
    'zh-CN': '灾害过程中的预警已解除或到期,请值班人员研判后续措施。',
    en: 'A warning of an open emergency has lapsed; a person decides what follows.',
  },
  schema: z.object({
    emergencyId: id.describe('The emergency'),
    warningId: id.describe('The warning'),
    lapse: z.enum(['cancelled', 'expired', 'replaced']).describe('What became of the warning'),
    lapsedAt: instant.describe('When'),
    inForceLeft: z.int().min(0).describe('Warnings of the emergency that are still in force'),
  }),
  examples: [
    {
      emergencyId: '0198f7a0-0000-7000-8000-000000000010',
      warningId: '0198f7a0-0000-7000-8000-000000000001',
      lapse: 'cancelled',
      lapsedAt: '2021-10-03T04:00:00Z',
      inForceLeft: 0,
    },
  ],
});
