import { z } from 'zod';
import { defineEvent } from '../define-event';
import { divisionCode, id, position } from '../fields';
import { registryShelter } from '../topics';

/** A shelter (避险点) of the ledger as it is now. */
export const ShelterChangedV1 = defineEvent({
  type: 'registry.shelter-changed.v1',
  topic: registryShelter,
  key: (data) => data.shelterId,
  sentence: { 'zh-CN': '避险点已登记或变更。', en: 'A shelter was registered or changed.' },
  schema: z.object({
    shelterId: id.describe('The shelter'),
    code: z.string().max(64).describe('Its number in the ledger, unique there'),
    name: z.string().max(200).describe('Name for people'),
    divisionCode: divisionCode.describe('Township or village it lies in'),
    position: position.describe('WGS-84 degrees: longitude, latitude'),
    capacity: z.int().min(0).describe('Persons that it takes'),
    withdrawn: z.boolean().describe('True when it is in the ledger no more'),
  }),
  examples: [
    {
      shelterId: '0198f7a0-0000-7000-8000-000000000221',
      code: 'HC-B-001',
      name: '柔远小学避险点',
      divisionCode: '621023100',
      position: [107.99, 36.47],
      capacity: 60,
      withdrawn: false,
    },
  ],
});
