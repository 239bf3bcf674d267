import { z } from 'zod';
import { defineEvent } from '../define-event';
import { divisionCode, id } from '../fields';
import { registryHousehold } from '../topics';

/** An at-risk household of the ledger (涉险住户台账) as it is now; never a name or a phone number. */
export const HouseholdChangedV1 = defineEvent({
  type: 'registry.household-changed.v1',
  topic: registryHousehold,
  key: (data) => data.householdId,
  sentence: { 'zh-CN': '涉险住户已登记或变更。', en: 'An at-risk household was registered or changed.' },
  schema: z.object({
    householdId: id.describe('The household'),
    code: z.string().max(64).describe('Its number in the ledger, unique there'),
    zoneId: id.describe('Danger zone or point that it belongs to'),
    divisionCode: divisionCode.describe('Township or village it lives in'),
    members: z
      .array(
        z.object({
          memberId: id.describe('The person'),
          needs: z
            .array(z.string().max(64))
            .describe('Needs at an evacuation, for example wheelchair; empty when none'),
        }),
      )
      .max(50)
      .describe('The persons of the household'),
    shelterId: id.optional().describe('Shelter (避险点) that is planned for it'),
    withdrawn: z.boolean().describe('True when it is in the ledger no more'),
  }),
  examples: [
    {
      householdId: '0198f7a0-0000-7000-8000-000000000211',
      code: 'HC-0001-01',
      zoneId: '0198f7a0-0000-7000-8000-000000000201',
      divisionCode: '621023100',
      members: [
        { memberId: '0198f7a0-0000-7000-8000-000000000212', needs: [] },
        { memberId: '0198f7a0-0000-7000-8000-000000000213', needs: ['elderly'] },
      ],
      shelterId: '0198f7a0-0000-7000-8000-000000000221',
      withdrawn: false,
    },
  ],
});
