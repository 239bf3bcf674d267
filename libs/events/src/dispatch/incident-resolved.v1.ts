import { z } from 'zod';
import { defineEvent } from '../define-event';
import { actor, id, instant } from '../fields';
import { dispatchIncident } from '../topics';

/** An incident was resolved. */
export const IncidentResolvedV1 = defineEvent({
  type: 'dispatch.incident-resolved.v1',
  topic: dispatchIncident,
  key: (data) => data.incidentId,
  sentence: { 'zh-CN': '险情已处置。', en: 'An incident was resolved.' },
  schema: z.object({
    incidentId: id.describe('The incident (险情)'),
    emergencyId: id.describe('The emergency'),
    resolvedAt: instant.describe('When'),
    resolvedBy: actor.describe('Who'),
    reason: z.string().max(1000).describe('In the words of the person'),
  }),
  examples: [
    {
      incidentId: '0198f7a0-0000-7000-8000-000000000401',
      emergencyId: '0198f7a0-0000-7000-8000-000000000010',
      resolvedAt: '2021-10-04T02:00:00Z',
      resolvedBy: { accountId: '0198f7a0-0000-7000-8000-000000000090', name: '值班员' },
      reason: '已疏通',
    },
  ],
});
