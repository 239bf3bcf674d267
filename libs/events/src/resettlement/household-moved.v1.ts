import { z } from 'zod';
import { defineEvent } from '../define-event';
import { actor, id, instant } from '../fields';
import { resettlementMovement } from '../topics';

/** A household has moved under an evacuation order (紧急避险转移). */
export const HouseholdMovedV1 = defineEvent({
  type: 'resettlement.household-moved.v1',
  topic: resettlementMovement,
  key: (data) => data.movementId,
  sentence: { 'zh-CN': '住户已转移。', en: 'A household has moved under an order.' },
  schema: z.object({
    movementId: id.describe('The movement: one household under one order'),
    orderId: id.describe('The evacuation order'),
    emergencyId: id.describe('The emergency'),
    householdId: id.describe('The household'),
    zoneId: id.describe('Its danger zone or point'),
    memberIds: z.array(id).max(50).describe('The persons; evacuated persons are counted from them, each once'),
    destination: z.enum(['shelter', 'kin', 'other']).describe('Where to: a shelter, relatives or friends, elsewhere'),
    shelterId: id.optional().describe('The shelter'),
    happenedAt: instant.optional().describe('When it happened, where that is not now'),
    movedAt: instant.describe('When it was reported'),
    reportedBy: actor.describe('Who reported it'),
  }),
  examples: [
    {
      movementId: '0198f7a0-0000-7000-8000-000000000511',
      orderId: '0198f7a0-0000-7000-8000-000000000501',
      emergencyId: '0198f7a0-0000-7000-8000-000000000010',
      householdId: '0198f7a0-0000-7000-8000-000000000211',
      zoneId: '0198f7a0-0000-7000-8000-000000000201',
      memberIds: ['0198f7a0-0000-7000-8000-000000000212'],
      destination: 'shelter',
      shelterId: '0198f7a0-0000-7000-8000-000000000221',
      movedAt: '2021-10-04T02:00:00Z',
      reportedBy: { accountId: '0198f7a0-0000-7000-8000-000000000090', name: '值班员' },
    },
  ],
});
