import { byKey, firstDeliveries, type TopicRecord } from './records';

const record = (id: string, key: string, offset: number): TopicRecord => ({
  topic: 't',
  partition: 0,
  offset,
  sentAt: 0,
  key,
  id,
  fact: 'a.b',
  headers: {},
  data: {},
});

describe('the records of a topic', () => {
  const records = [record('1', 'a', 0), record('2', 'b', 1), record('1', 'a', 2), record('3', 'a', 3)];

  it('count a message that lies there again as another delivery, where it lies first as the message', () => {
    expect(firstDeliveries(records).map(({ offset }) => offset)).toEqual([0, 1, 3]);
  });

  it('keep their order within a key', () => {
    expect([...byKey(records).values()].map((ofKey) => ofKey.map(({ id }) => id))).toEqual([['1', '1', '3'], ['2']]);
  });
});
