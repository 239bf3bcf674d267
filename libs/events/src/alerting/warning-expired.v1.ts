import { z } from 'zod';
import { defineEvent } from '../define-event';
import { id, instant } from '../fields';
import { alertingWarning } from '../topics';

/** A warning has run out by the clock. It ends no level, order or mission by itself. */
export const WarningExpiredV1 = defineEvent({
  type: 'alerting.warning-expired.v1',
  topic: alertingWarning,
  key: (data) => data.chainId,
  sentence: { 'zh-CN': '预警已到期。', en: 'A warning has run out.' },
  schema: z.object({
    warningId: id.describe('The warning that ran out'),
    chainId: id.describe('First warning of its chain'),
    expiredAt: instant.describe('Its expires time'),
  }),
  examples: [
    {
      warningId: '0198f7a0-0000-7000-8000-000000000001',
      chainId: '0198f7a0-0000-7000-8000-000000000001',
      expiredAt: '2021-10-03T06:00:00Z',
    },
  ],
});
