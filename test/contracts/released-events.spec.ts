import { eventSchemas } from '../../tools/contracts/event-schemas';
import { type ReleasedEvents, incompatibilities } from '../../tools/contracts/incompatibilities';
import released from './released-events.json';

describe('the events of today', () => {
  it('can be read by every consumer of the released ones', () => {
    expect(incompatibilities(released as ReleasedEvents, eventSchemas())).toEqual([]);
  });

  it('are all released (npm run events:release)', () => {
    expect(Object.keys(eventSchemas()).filter((type) => !(type in released))).toEqual([]);
  });

  it('let other languages read a message with a field that they do not know', () => {
    expect(JSON.stringify(eventSchemas())).not.toContain('"additionalProperties":false');
  });
});
