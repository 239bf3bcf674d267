import { z } from 'zod';
import { defineEvent } from '../define-event';
import { actor, id, instant } from '../fields';
import { resettlementMovement } from '../topics';

/** A household was found not to move: it refused, was absent or was not reached. */
export const HouseholdNotMovedV1 = defineEvent({
  type: 'resettlement.household-not-moved.v1',
  topic: resettlementMovement,
  key: (data) => data.movementId,
  sentence: { 'zh-CN': '住户未转移。', en: 'A household did not move.' },
  schema: z.object({
    movementId: id.describe('The movement: one household under one order'),
    orderId: id.describe('The evacuation order'),
    emergencyId: id.describe('The emergency'),
    householdId: id.describe('The household'),
    zoneId: id.describe('Its danger zone or point'),
    outcome: z.enum(['refused', 'absent', 'unreached']).describe('Why not'),
    foundAt: instant.describe('When it was reported'),
    reportedBy: actor.describe('Who reported it'),
    note: z.string().max(1000).optional().describe('In the words of the person'),
  }),
  examples: [
    {
      movementId: '0198f7a0-0000-7000-8000-000000000511',
      orderId: '0198f7a0-0000-7000-8000-000000000501',
      emergencyId: '0198f7a0-0000-7000-8000-000000000010',
      householdId: '0198f7a0-0000-7000-8000-000000000211',
      zoneId: '0198f7a0-0000-7000-8000-000000000201',
      outcome: 'absent',
      foundAt: '2021-10-04T02:00:00Z',
      reportedBy: { accountId: '0198f7a0-0000-7000-8000-000000000090', name: '值班员' },
    },
  ],
});
