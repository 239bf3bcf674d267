import { z } from 'zod';
import { defineEvent } from '../define-event';
import { actor, divisionCode, id, instant } from '../fields';
import { resettlementPlacement } from '../topics';

/** A household was placed away from home (紧急转移安置), for a reason; it may also have been evacuated. */
export const HouseholdRelocatedV1 = defineEvent({
  type: 'resettlement.household-relocated.v1',
  topic: resettlementPlacement,
  key: (data) => data.placementId,
  sentence: { 'zh-CN': '住户已转移安置。', en: 'A household was relocated.' },
  schema: z.object({
    placementId: id.describe('The placement: one household placed once'),
    emergencyId: id.describe('The emergency'),
    householdId: id.describe('The household'),
    memberIds: z.array(id).max(50).describe('The persons; relocated persons are counted from them, each once'),
    divisionCode: divisionCode.describe('Where the household is from'),
    placement: z.enum(['centralised', 'kin', 'rented', 'borrowed', 'tent']).describe('How it is placed'),
    shelterId: id.optional().describe('The shelter, where it is in one'),
    happenedAt: instant.optional().describe('When it happened, where that is not now'),
    relocatedAt: instant.describe('When it was reported'),
    reportedBy: actor.describe('Who reported it'),
    reason: z.string().max(1000).describe('In the words of the person'),
  }),
  examples: [
    {
      placementId: '0198f7a0-0000-7000-8000-000000000521',
      emergencyId: '0198f7a0-0000-7000-8000-000000000010',
      householdId: '0198f7a0-0000-7000-8000-000000000211',
      memberIds: ['0198f7a0-0000-7000-8000-000000000212'],
      divisionCode: '621023100',
      placement: 'kin',
      relocatedAt: '2021-10-04T02:00:00Z',
      reportedBy: { accountId: '0198f7a0-0000-7000-8000-000000000090', name: '值班员' },
      reason: '房屋进水',
    },
  ],
});
