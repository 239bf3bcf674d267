import type { TopicRecord } from '../records';
import { impossibleSteps, impossibleWarnings, unexplainedLevels, wrongOccupancies } from './lifecycles';

let offset = 0;
const message = (topic: string, fact: string, data: object, key = 'k'): TopicRecord => ({
  topic,
  partition: 0,
  offset: (offset += 1),
  sentAt: 0,
  key,
  id: `e-${offset}`,
  fact,
  headers: { ce_mode: 'exercise' },
  data: data as Record<string, unknown>,
});
const mission = (...steps: string[]): TopicRecord[] =>
  steps.map((step) => message('dispatch.mission', `dispatch.mission-${step}`, { missionId: 'm' }));

describe('the steps of a record, in the order of its topic', () => {
  it('are all possible in a life without loss', () => {
    expect(impossibleSteps(mission('requested', 'accepted', 'departed', 'arrived', 'released'))).toEqual([]);
  });

  it('betray a step that is missing, that comes twice, and two that were exchanged', () => {
    expect(impossibleSteps(mission('requested', 'departed'))[0]).toContain('"departed" after "requested"');
    expect(impossibleSteps(mission('requested', 'accepted', 'accepted'))[0]).toContain('"accepted" after "accepted"');
    expect(impossibleSteps(mission('accepted', 'requested'))).toHaveLength(2);
  });
});

describe('the persons in a shelter', () => {
  const began = (stayId: string, memberIds: string[], occupied: number, capacity = 9) =>
    message('resettlement.stay', 'resettlement.stay-began', { stayId, shelterId: 's', memberIds, occupied, capacity });
  const ended = (stayId: string, occupied: number) =>
    message('resettlement.stay', 'resettlement.stay-ended', { stayId, shelterId: 's', occupied });

  it('are after every message as many as it says', () => {
    expect(wrongOccupancies([began('a', ['1', '2'], 2), began('b', ['3'], 3), ended('a', 1)])).toEqual([]);
  });

  it('are wrong when a stay is missing, and when more are in than it takes', () => {
    expect(wrongOccupancies([began('a', ['1', '2'], 2), ended('b', 1)])).toHaveLength(1);
    expect(wrongOccupancies([began('a', ['1', '2'], 2, 1)])).toHaveLength(1);
  });
});

describe('the life of a warning', () => {
  const issued = (warningId: string, replaces: string[] = []) =>
    message('alerting.warning', 'alerting.warning-issued', { warningId, replaces });
  const over = (how: string, warningId: string) =>
    message('alerting.warning', `alerting.warning-${how}`, { warningId });

  it('goes forward only', () => {
    expect(impossibleWarnings([issued('a'), issued('b', ['a']), over('cancelled', 'b')])).toEqual([]);
    expect(impossibleWarnings([issued('a'), over('expired', 'a'), over('cancelled', 'a')])).toEqual([
      'warning a was cancelled when it was expired',
    ]);
  });

  it('begins before it is replaced or cancelled', () => {
    expect(impossibleWarnings([issued('b', ['a'])])).toEqual(['warning b replaces a, which was not issued before it']);
    expect(impossibleWarnings([over('cancelled', 'a')])).toEqual(['warning a was cancelled when it was unknown']);
  });
});

it('a change of a level names its reason and who is behind it', () => {
  const change = (data: object) => message('response.emergency', 'response.level-activated', data);

  expect(unexplainedLevels([change({ reason: 'r', activatedBy: { name: 'n' } })])).toEqual([]);
  expect(unexplainedLevels([change({ activatedBy: { name: 'n' } }), change({ reason: 'r' })])).toHaveLength(2);
});
