import { z } from 'zod';
import { defineEvent } from '../define-event';
import { actor, id, instant } from '../fields';
import { resettlementMovement } from '../topics';

/** What was reported of a household was wrong and is corrected. */
export const MovementCorrectedV1 = defineEvent({
  type: 'resettlement.movement-corrected.v1',
  topic: resettlementMovement,
  key: (data) => data.movementId,
  sentence: { 'zh-CN': '住户转移情况已更正。', en: 'The report on a household was corrected.' },
  schema: z.object({
    movementId: id.describe('The movement: one household under one order'),
    orderId: id.describe('The evacuation order'),
    emergencyId: id.describe('The emergency'),
    householdId: id.describe('The household'),
    zoneId: id.describe('Its danger zone or point'),
    from: z.enum(['to-move', 'moved', 'refused', 'absent', 'unreached', 'returned']).describe('State before'),
    to: z.enum(['to-move', 'moved', 'refused', 'absent', 'unreached']).describe('State now'),
    memberIds: z.array(id).max(50).describe('Persons who count as evacuated under it now; empty unless moved'),
    correctedAt: instant.describe('When'),
    correctedBy: actor.describe('Who'),
    reason: z.string().max(1000).describe('In the words of the person'),
  }),
  examples: [
    {
      movementId: '0198f7a0-0000-7000-8000-000000000511',
      orderId: '0198f7a0-0000-7000-8000-000000000501',
      emergencyId: '0198f7a0-0000-7000-8000-000000000010',
      householdId: '0198f7a0-0000-7000-8000-000000000211',
      zoneId: '0198f7a0-0000-7000-8000-000000000201',
      from: 'moved',
      to: 'absent',
      memberIds: [],
      correctedAt: '2021-10-04T02:00:00Z',
      correctedBy: { accountId: '0198f7a0-0000-7000-8000-000000000090', name: '值班员' },
      reason: '误报',
    },
  ],
});
