import { HouseholdMovedV1, LevelProposedV1 } from '@libs/events';
import { lineDataOf } from './timeline-line';

describe('a line on the timeline', () => {
  it('counts persons instead of naming them, and says who acted', () => {
    const moved = HouseholdMovedV1.examples[0]!;
    const line = lineDataOf({ ...moved });

    expect(line).toMatchObject({ persons: moved.memberIds.length, actor: moved.reportedBy });
    expect(Object.keys(line)).not.toEqual(expect.arrayContaining(['memberIds', 'emergencyId', 'movedAt']));
  });

  it('says what figures crossed a rule without the ids of thousands of events', () => {
    const { figures } = lineDataOf({ ...LevelProposedV1.examples[0]! }) as { figures: object[] };

    expect(figures).toEqual([expect.objectContaining({ metric: 'relocated-persons', eventCount: 1 })]);
    expect(figures[0]).not.toHaveProperty('eventIds');
  });
});
