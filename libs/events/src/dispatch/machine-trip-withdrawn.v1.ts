import { z } from 'zod';
import { defineEvent } from '../define-event';
import { actor, id, instant } from '../fields';
import { dispatchMachineTrip } from '../topics';

/** A recorded machine-trip was withdrawn: it had not been one. */
export const MachineTripWithdrawnV1 = defineEvent({
  type: 'dispatch.machine-trip-withdrawn.v1',
  topic: dispatchMachineTrip,
  key: (data) => data.tripId,
  sentence: { 'zh-CN': '机械出动记录已更正撤回。', en: 'A recorded machine-trip was withdrawn.' },
  schema: z.object({
    tripId: id.describe('The trip'),
    emergencyId: id.describe('The emergency'),
    withdrawnAt: instant.describe('When'),
    withdrawnBy: actor.describe('Who'),
    reason: z.string().max(1000).describe('In the words of the person'),
  }),
  examples: [
    {
      tripId: '0198f7a0-0000-7000-8000-000000000421',
      emergencyId: '0198f7a0-0000-7000-8000-000000000010',
      withdrawnAt: '2021-10-04T02:00:00Z',
      withdrawnBy: { accountId: '0198f7a0-0000-7000-8000-000000000090', name: '值班员' },
      reason: '重复登记',
    },
  ],
});
