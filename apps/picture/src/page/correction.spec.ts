// @ts-expect-error The page is plain JavaScript, without a build step.
import { correctionOf, inputsFor } from '../../web/correction.js';
// @ts-expect-error The page is plain JavaScript, without a build step.
import { createStore, isOver, isWaiting, silentFeeds, sortedMessages } from '../../web/store.js';
// @ts-expect-error The page is plain JavaScript, without a build step.
import { TEXTS } from '../../web/texts.js';

const FIELDS = ['identifier', 'sender', 'sent', 'status', 'msgType', 'scope', 'references', 'expires', 'area'];

describe('the form of a held message', () => {
  it('asks for each field that can be needed, in words of both languages', () => {
    for (const need of FIELDS) {
      const inputs = inputsFor([need]) as [string, string | string[]][];
      expect(inputs.length).toBeGreaterThan(0);
      for (const [name, kind] of inputs) {
        const codes = [`field_${name}`, ...(Array.isArray(kind) ? kind.map((choice) => `choice_${choice}`) : [])];
        for (const code of codes) {
          expect(TEXTS.en[code]).toEqual(expect.any(String));
          expect(TEXTS['zh-CN'][code]).toEqual(expect.any(String));
        }
      }
    }
    expect(inputsFor([])).toEqual([]);
  });

  it('sends what was typed and leaves out what was not', () => {
    expect(correctionOf({ status: 'Actual', scope: '', sender: '  ' })).toEqual({ status: 'Actual' });
  });

  it('reads an area by its codes, named or not', () => {
    expect(correctionOf({ areaDescription: '庆城县', areaCodes: '621021、621023' })).toEqual({
      area: { description: '庆城县', divisionCodes: ['621021', '621023'] },
    });
    expect(correctionOf({ areaDescription: '', areaCodes: '621021' }).area.description).toBe('621021');
  });

  it('sends instants with their zone, and lets the server refuse what is none', () => {
    const { sent, expires } = correctionOf({ sent: '2026-07-10T18:30', expires: 'soon' });
    expect(sent).toBe(new Date('2026-07-10T18:30').toISOString());
    expect(expires).toBe('soon');
  });

  it('reads the messages that it follows', () => {
    expect(correctionOf({ references: 'a,b,2026-07-10T18:30:00+08:00' }).references).toEqual([
      { sender: 'a', identifier: 'b', sent: '2026-07-10T10:30:00.000Z' },
    ]);
  });
});

describe('what the page keeps', () => {
  const message = (id: string, outcome: string, receivedAt: string) => ({ id, outcome, receivedAt, mode: 'actual' });

  it('what waits for a person stands first and is never forgotten', () => {
    const store = createStore();
    store.apply('message', message('old', 'held', '2026-01-01T00:00:00Z'));
    for (let index = 0; index < 1500; index += 1)
      store.apply('message', message(String(index), 'kept', `2026-07-10T00:00:00.${index}Z`));
    expect((sortedMessages(store) as { id: string }[])[0]!.id).toBe('old');
    expect(isOver({ outcome: 'held' })).toBe(false);
    expect(['conflict', 'accepted', 'rejected'].map((outcome) => isWaiting({ outcome }))).toEqual([true, false, false]);
  });

  it('a silent feed is an alarm until it is heard again', () => {
    const store = createStore();
    store.apply('feed', { id: 'f', name: 'F', silentSince: '2026-07-10T00:00:00Z' });
    expect(silentFeeds(store)).toHaveLength(1);
    store.apply('feed', { id: 'f', name: 'F' });
    expect(silentFeeds(store)).toEqual([]);
  });
});
