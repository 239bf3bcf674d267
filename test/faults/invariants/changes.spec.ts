import type { TopicRecord } from '../records';
import { comparedChanges, doubledEffects, unevenChanges } from './changes';

const message = (id: string, fact: string, data: object, more: Partial<TopicRecord> = {}): TopicRecord => ({
  topic: 't',
  partition: 0,
  offset: 0,
  sentAt: 0,
  key: 'k',
  id,
  fact,
  headers: {},
  data: data as Record<string, unknown>,
  ...more,
});
const accepted = { service: 'dispatch', action: 'mission.accepted', subject: 'm-1' };
const acceptedMessage = message('e-1', 'dispatch.mission-accepted', { missionId: 'm-1' });

describe('committed changes and their messages', () => {
  it('are even when each change has one', () => {
    expect(unevenChanges([accepted], [acceptedMessage])).toEqual([]);
    expect(comparedChanges([accepted, { service: 'dispatch', action: 'request.refused', subject: '' }])).toBe(1);
  });

  it('are uneven when a message was lost, when there are two, and when it tells of nothing that was committed', () => {
    expect(unevenChanges([accepted], [])).toEqual(['dispatch.mission-accepted m-1: 1 committed, 0 messages']);
    expect(unevenChanges([accepted], [acceptedMessage, { ...acceptedMessage, id: 'e-2' }])).toEqual([
      'dispatch.mission-accepted m-1: 1 committed, 2 messages',
    ]);
    expect(unevenChanges([], [acceptedMessage])).toEqual(['dispatch.mission-accepted m-1: 0 committed, 1 messages']);
  });
});

describe('effects of a message', () => {
  const caused = { headers: { ce_causationid: 'c-1' } };
  const lapsed = (id: string, data: object) => message(id, 'response.warning-lapsed', data, caused);

  it('are doubled when the same follows from the same twice, at whatever time', () => {
    const twice = [lapsed('e-1', { warningId: 'w', lapsedAt: '1' }), lapsed('e-2', { warningId: 'w', lapsedAt: '2' })];

    expect(doubledEffects(twice)).toEqual(['response.warning-lapsed e-2 and e-1 are both the effect of c-1']);
  });

  it('are not doubled when different things follow from one, or the same from two', () => {
    expect(doubledEffects([lapsed('e-1', { warningId: 'v' }), lapsed('e-2', { warningId: 'w' })])).toEqual([]);
    expect(
      doubledEffects([
        lapsed('e-1', { warningId: 'w' }),
        message('e-2', 'response.warning-lapsed', { warningId: 'w' }, { headers: { ce_causationid: 'c-2' } }),
      ]),
    ).toEqual([]);
  });
});
