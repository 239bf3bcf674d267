import { z } from 'zod';
import { defineEvent } from '../define-event';
import { actor, divisionCode, id, instant, position } from '../fields';
import { dispatchIncident } from '../topics';

/** An incident (险情) was reported. */
export const IncidentReportedV1 = defineEvent({
  type: 'dispatch.incident-reported.v1',
  topic: dispatchIncident,
  key: (data) => data.incidentId,
  sentence: { 'zh-CN': '险情已上报。', en: 'An incident was reported.' },
  schema: z.object({
    incidentId: id.describe('The incident (险情)'),
    emergencyId: id.describe('The emergency'),
    kind: z.string().max(64).describe('For example culvert-ponding, flash-flood, collapse, power-loss'),
    name: z.string().max(200).describe('Name for people'),
    description: z.string().max(2000).describe('What was reported'),
    divisionCode: divisionCode.describe('Where'),
    position: position.optional().describe('WGS-84 degrees: longitude, latitude'),
    happenedAt: instant.optional().describe('When it happened, where that is not now'),
    sourceDate: z.string().max(32).optional().describe('Date as the source writes it, kept as it came'),
    reportedAt: instant.describe('When it was reported'),
    reportedBy: actor.describe('Who reported it'),
  }),
  examples: [
    {
      incidentId: '0198f7a0-0000-7000-8000-000000000401',
      emergencyId: '0198f7a0-0000-7000-8000-000000000010',
      kind: 'culvert-ponding',
      name: '五顷塬乡过沟桥涵淤堵积水',
      description: '桥涵淤堵',
      divisionCode: '621025',
      reportedAt: '2021-10-04T02:00:00Z',
      reportedBy: { accountId: '0198f7a0-0000-7000-8000-000000000090', name: '值班员' },
    },
  ],
});
