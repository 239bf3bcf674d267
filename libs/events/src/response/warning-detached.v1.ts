import { z } from 'zod';
import { defineEvent } from '../define-event';
import { actor, id, instant } from '../fields';
import { responseEmergency } from '../topics';

/** A person has taken a warning out of an emergency. */
export const WarningDetachedV1 = defineEvent({
  type: 'response.warning-detached.v1',
  topic: responseEmergency,
  key: (data) => data.emergencyId,
  sentence: { 'zh-CN': '预警已从灾害过程移出。', en: 'A warning was detached from an emergency.' },
  schema: z.object({
    emergencyId: id.describe('The emergency'),
    warningId: id.describe('The warning'),
    detachedAt: instant.describe('When'),
    detachedBy: actor,
    reason: z.string().max(2000).describe('The words of the person'),
  }),
  examples: [
    {
      emergencyId: '0198f7a0-0000-7000-8000-000000000010',
      warningId: '0198f7a0-0000-7000-8000-000000000001',
      detachedAt: '2021-10-03T01:00:00Z',
      detachedBy: { accountId: '0198f7a0-0000-7000-8000-000000000020', name: '值班员甲' },
      reason: '与本过程无关',
    },
  ],
});
