import { z } from 'zod';
import { defineEvent } from '../define-event';
import { actor, divisionCode, id, instant } from '../fields';
import { dispatchMachineTrip } from '../topics';

/** A machine went out once (1 台次): one row of a trip sheet. */
export const MachineTripRecordedV1 = defineEvent({
  type: 'dispatch.machine-trip-recorded.v1',
  topic: dispatchMachineTrip,
  key: (data) => data.tripId,
  sentence: { 'zh-CN': '机械出动一台次。', en: 'A machine went out once.' },
  schema: z.object({
    tripId: id.describe('The trip'),
    emergencyId: id.describe('The emergency'),
    machineId: id.describe('The machine'),
    missionId: id.optional().describe('Mission that it was for'),
    destination: z.string().max(200).describe('Where it went'),
    divisionCode: divisionCode.describe('Where it went'),
    leftAt: instant.describe('When it left'),
    returnedAt: instant.optional().describe('When it came back'),
    recordedAt: instant.describe('When it was recorded'),
    recordedBy: actor.describe('Who recorded it'),
  }),
  examples: [
    {
      tripId: '0198f7a0-0000-7000-8000-000000000421',
      emergencyId: '0198f7a0-0000-7000-8000-000000000010',
      machineId: '0198f7a0-0000-7000-8000-000000000241',
      destination: '五顷塬乡',
      divisionCode: '621025',
      leftAt: '2021-10-04T02:00:00Z',
      recordedAt: '2021-10-04T02:00:00Z',
      recordedBy: { accountId: '0198f7a0-0000-7000-8000-000000000090', name: '值班员' },
    },
  ],
});
