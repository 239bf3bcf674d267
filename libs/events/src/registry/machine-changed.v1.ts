import { z } from 'zod';
import { defineEvent } from '../define-event';
import { divisionCode, id } from '../fields';
import { registryMachine } from '../topics';

/** A rescue machine of the register as it is now. */
export const MachineChangedV1 = defineEvent({
  type: 'registry.machine-changed.v1',
  topic: registryMachine,
  key: (data) => data.machineId,
  sentence: { 'zh-CN': '救援机械已登记或变更。', en: 'A rescue machine was registered or changed.' },
  schema: z.object({
    machineId: id.describe('The machine'),
    code: z.string().max(64).describe('Its number in the register, unique there'),
    kind: z.string().max(64).describe('For example excavator, loader, pump'),
    divisionCode: divisionCode.describe('Division of its home'),
    teamId: id.optional().describe('Team that it belongs to'),
    withdrawn: z.boolean().describe('True when it is in the register no more'),
  }),
  examples: [
    {
      machineId: '0198f7a0-0000-7000-8000-000000000241',
      code: 'M-001',
      kind: 'excavator',
      divisionCode: '621025',
      teamId: '0198f7a0-0000-7000-8000-000000000231',
      withdrawn: false,
    },
  ],
});
