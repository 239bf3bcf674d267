import { capMessage, OFFICE } from '../../test/alerting/cap-message';
import { chainsOf } from './chains';

const now = new Date('2026-07-10T12:00:00Z');
const sent = new Date('2026-07-10T11:00:00Z');
const message = (identifier: string, more: Parameters<typeof capMessage>[0] = {}) =>
  capMessage({ identifier, sent, ...more });
const update = (identifier: string, ...named: string[]) => {
  const references = named.map((name) => `${OFFICE},${name},2026-07-10T11:00:00+00:00`).join(' ');
  return message(identifier, { msgType: 'Update', references });
};

describe('what documents say of each other', () => {
  it('is which later ones name earlier ones, and which name what is not there', () => {
    const texts = [message('a'), update('b', 'a'), update('c', 'b', 'elsewhere'), update('d', 'elsewhere')];
    expect(chainsOf(texts, now)).toEqual({
      followUps: 3,
      toKnown: 2,
      named: 2,
      repeated: { identities: 0, documents: 0 },
    });
  });

  it('is which identities come again with other bytes; the same bytes are nothing new', () => {
    const texts = [message('a'), message('a'), message('a', { headline: 'b' }), message('a', { headline: 'c' })];
    expect(chainsOf(texts, now).repeated).toEqual({ identities: 1, documents: 2 });
  });
});
