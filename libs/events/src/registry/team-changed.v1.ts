import { z } from 'zod';
import { defineEvent } from '../define-event';
import { divisionCode, id } from '../fields';
import { registryTeam } from '../topics';

/** A rescue team of the register as it is now. */
export const TeamChangedV1 = defineEvent({
  type: 'registry.team-changed.v1',
  topic: registryTeam,
  key: (data) => data.teamId,
  sentence: { 'zh-CN': '救援队伍已登记或变更。', en: 'A rescue team was registered or changed.' },
  schema: z.object({
    teamId: id.describe('The team'),
    code: z.string().max(64).describe('Its number in the register, unique there'),
    name: z.string().max(200).describe('Name for people'),
    divisionCode: divisionCode.describe('Division of its home'),
    strength: z.int().min(0).describe('Persons of the team'),
    capabilities: z.array(z.string().max(64)).max(50).describe('What it can do, for example flood-rescue'),
    withdrawn: z.boolean().describe('True when it is in the register no more'),
  }),
  examples: [
    {
      teamId: '0198f7a0-0000-7000-8000-000000000231',
      code: 'T-001',
      name: '正宁县应急救援一队',
      divisionCode: '621025',
      strength: 200,
      capabilities: ['flood-rescue'],
      withdrawn: false,
    },
  ],
});
