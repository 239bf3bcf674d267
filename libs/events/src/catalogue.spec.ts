import { eventCatalogue } from './catalogue';
import { factOf, fromWire, toWire } from './define-event';

describe.each(eventCatalogue.map((event) => [event.type, event] as const))('%s', (type, event) => {
  it('has at least one example, and every example goes over the wire unchanged', () => {
    expect(event.examples.length).toBeGreaterThan(0);
    for (const example of event.examples) {
      expect(fromWire(event, type, JSON.parse(toWire(event, example)))).toEqual(example);
      expect(event.key(example)).toEqual(expect.any(String));
    }
  });

  it('is named <service>.<fact>.v<N> and travels on a topic of its producer', () => {
    expect(type).toMatch(/^[a-z]+\.[a-z]+(-[a-z]+)*\.v\d+$/);
    expect(event.topic.name.split('.')[0]).toBe(type.split('.')[0]);
  });
});

it('no two events share a type', () => {
  expect(new Set(eventCatalogue.map((event) => event.type)).size).toBe(eventCatalogue.length);
  expect(factOf('alerting.warning-issued.v12')).toBe('alerting.warning-issued');
});
