import { z } from 'zod';
import { defineEvent } from '../define-event';
import { divisionCode, id, position } from '../fields';
import { registryZone } from '../topics';

/** A danger zone or danger point of the ledger (防汛危险区台账、涉险点位台账) as it is now. */
export const ZoneChangedV1 = defineEvent({
  type: 'registry.zone-changed.v1',
  topic: registryZone,
  key: (data) => data.zoneId,
  sentence: { 'zh-CN': '危险区或涉险点位已登记或变更。', en: 'A danger zone or point was registered or changed.' },
  schema: z.object({
    zoneId: id.describe('The zone or point'),
    code: z.string().max(64).describe('Its number in the ledger, unique there'),
    kind: z.enum(['zone', 'point']).describe('zone: an area (危险区); point: a single place (涉险点位)'),
    hazard: z.string().max(64).describe('Hazard family, for example flood or landslide'),
    name: z.string().max(200).describe('Name for people'),
    divisionCode: divisionCode.describe('Township or village it lies in'),
    position: position.describe('A point in it, WGS-84 degrees: longitude, latitude'),
    householdCount: z.int().min(0).describe('Households that the ledger lists in it: tells complete from not yet'),
    responsiblePersonId: id.optional().describe('Responsible person (责任人)'),
    messengerId: id.optional().describe('Warning messenger (预警信息员)'),
    withdrawn: z.boolean().describe('True when it is in the ledger no more'),
  }),
  examples: [
    {
      zoneId: '0198f7a0-0000-7000-8000-000000000201',
      code: 'HC-0001',
      kind: 'zone',
      hazard: 'flood',
      name: '柔远镇危险区',
      divisionCode: '621023100',
      position: [107.98, 36.46],
      householdCount: 7,
      responsiblePersonId: '0198f7a0-0000-7000-8000-000000000202',
      messengerId: '0198f7a0-0000-7000-8000-000000000203',
      withdrawn: false,
    },
  ],
});
