import { z } from 'zod';
import { defineEvent } from '../define-event';
import { actor, id, instant } from '../fields';
import { resettlementStay } from '../topics';

/** Persons of a household were checked in at a shelter. */
export const StayBeganV1 = defineEvent({
  type: 'resettlement.stay-began.v1',
  topic: resettlementStay,
  key: (data) => data.shelterId,
  sentence: { 'zh-CN': '群众已入住避险点。', en: 'Persons were checked in at a shelter.' },
  schema: z.object({
    stayId: id.describe('The stay: a household in a shelter'),
    shelterId: id.describe('The shelter'),
    emergencyId: id.describe('The emergency'),
    householdId: id.describe('The household'),
    memberIds: z.array(id).max(50).describe('The persons'),
    occupied: z.int().min(0).describe('Persons in the shelter now, of this mode'),
    capacity: z.int().min(0).describe('Persons that it takes'),
    beganAt: instant.describe('When'),
    checkedInBy: actor.describe('Who'),
  }),
  examples: [
    {
      stayId: '0198f7a0-0000-7000-8000-000000000531',
      shelterId: '0198f7a0-0000-7000-8000-000000000221',
      emergencyId: '0198f7a0-0000-7000-8000-000000000010',
      householdId: '0198f7a0-0000-7000-8000-000000000211',
      memberIds: ['0198f7a0-0000-7000-8000-000000000212'],
      occupied: 12,
      capacity: 60,
      beganAt: '2021-10-04T02:00:00Z',
      checkedInBy: { accountId: '0198f7a0-0000-7000-8000-000000000090', name: '值班员' },
    },
  ],
});
