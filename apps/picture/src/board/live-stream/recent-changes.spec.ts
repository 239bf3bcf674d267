import { RecentChanges } from './recent-changes';

const change = (position: number) => ({ position, kind: 'warning', data: `{"id":${position}}` });

function upTo(last: number, { entries = 100, characters = 100_000, from = 0 } = {}): RecentChanges {
  const recent = new RecentChanges('e1', from, entries, characters);
  for (let position = from + 1; position <= last; position++) recent.add(change(position));
  return recent;
}

const positions = (recent: RecentChanges, after: number) => recent.after(after)?.map(({ position }) => position);

describe('the recent changes', () => {
  it('are handed out after a position, all of them', () => {
    expect(positions(upTo(5), 2)).toEqual([3, 4, 5]);
    expect(positions(upTo(5), 5)).toEqual([]);
    expect(positions(upTo(5), 0)).toEqual([1, 2, 3, 4, 5]);
  });

  it('are not handed out when some of them are gone, or not here yet', () => {
    const recent = upTo(10, { entries: 3 });

    expect(positions(recent, 7)).toEqual([8, 9, 10]);
    expect(positions(recent, 6)).toBeUndefined();
    expect(positions(recent, 11)).toBeUndefined();
    expect(positions(upTo(20, { from: 20 }), 19)).toBeUndefined();
    expect(positions(upTo(20, { from: 20 }), 20)).toEqual([]);
  });

  it('take no more memory than they may', () => {
    const recent = upTo(1000, { characters: 5000 });

    expect(positions(recent, 0)).toBeUndefined();
    expect(recent.after(990)).toHaveLength(10);
    expect(recent.after(1000 - 5000)).toBeUndefined();
  });

  it('go over the wire with the id to come back with', () => {
    const recent = upTo(0);

    expect(recent.add(change(1)).wire.plain.toString()).toBe('id: e1-1\nevent: warning\ndata: {"id":1}\n\n');
    expect(recent.positionOf('e1-1')).toBe(1);
  });

  it.each([undefined, '', 'e2-1', 'e1-', 'e1--1', '1', 'e1-1e3', `e1-${'9'.repeat(30)}`])(
    'do not take %j for a position of this board',
    (id) => {
      expect(upTo(5).positionOf(id)).toBeUndefined();
    },
  );
});
