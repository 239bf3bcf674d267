import { z } from 'zod';
import { defineEvent } from '../define-event';
import { actor, id, instant } from '../fields';
import { resettlementStay } from '../topics';

/** Persons of a household were checked out of a shelter. */
export const StayEndedV1 = defineEvent({
  type: 'resettlement.stay-ended.v1',
  topic: resettlementStay,
  key: (data) => data.shelterId,
  sentence: { 'zh-CN': '群众已离开避险点。', en: 'Persons were checked out of a shelter.' },
  schema: z.object({
    stayId: id.describe('The stay: a household in a shelter'),
    shelterId: id.describe('The shelter'),
    emergencyId: id.describe('The emergency'),
    householdId: id.describe('The household'),
    occupied: z.int().min(0).describe('Persons in the shelter now, of this mode'),
    endedAt: instant.describe('When'),
    checkedOutBy: actor.describe('Who'),
    reason: z.string().max(1000).describe('In the words of the person'),
  }),
  examples: [
    {
      stayId: '0198f7a0-0000-7000-8000-000000000531',
      shelterId: '0198f7a0-0000-7000-8000-000000000221',
      emergencyId: '0198f7a0-0000-7000-8000-000000000010',
      householdId: '0198f7a0-0000-7000-8000-000000000211',
      occupied: 11,
      endedAt: '2021-10-04T02:00:00Z',
      checkedOutBy: { accountId: '0198f7a0-0000-7000-8000-000000000090', name: '值班员' },
      reason: '返回',
    },
  ],
});
