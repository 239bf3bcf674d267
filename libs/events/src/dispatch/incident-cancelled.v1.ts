import { z } from 'zod';
import { defineEvent } from '../define-event';
import { actor, id, instant } from '../fields';
import { dispatchIncident } from '../topics';

/** An incident was cancelled: it was reported in error. */
export const IncidentCancelledV1 = defineEvent({
  type: 'dispatch.incident-cancelled.v1',
  topic: dispatchIncident,
  key: (data) => data.incidentId,
  sentence: { 'zh-CN': '险情已撤销(误报)。', en: 'An incident was cancelled: it was reported in error.' },
  schema: z.object({
    incidentId: id.describe('The incident (险情)'),
    emergencyId: id.describe('The emergency'),
    cancelledAt: instant.describe('When'),
    cancelledBy: actor.describe('Who'),
    reason: z.string().max(1000).describe('In the words of the person'),
  }),
  examples: [
    {
      incidentId: '0198f7a0-0000-7000-8000-000000000401',
      emergencyId: '0198f7a0-0000-7000-8000-000000000010',
      cancelledAt: '2021-10-04T02:00:00Z',
      cancelledBy: { accountId: '0198f7a0-0000-7000-8000-000000000090', name: '值班员' },
      reason: '已疏通',
    },
  ],
});
