/** What the sentence about a fact needs of its data: no list of persons, no list of events, the one who acted as `actor`. */
export function lineDataOf(data: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const line: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(data)) {
    if (name === 'emergencyId' || name === 'contentHash') continue;
    if (name === 'memberIds') line.persons = (value as unknown[]).length;
    else if (name === 'zoneIds') line.zones = (value as unknown[]).length;
    else if (name === 'figures') line.figures = (value as Figure[]).map(withoutEventIds);
    else if (/[a-z]By$/.test(name)) line.actor = value;
    else if (name === 'happenedAt' || !/[a-z]At$/.test(name)) line[name] = value;
  }
  return line;
}

/** A figure that crossed the row of a rule, with the events that were counted. */
export interface Figure {
  eventIds: readonly string[];
}

/** The events are counted, not shown: they may be thousands. */
export function withoutEventIds({ eventIds, ...figure }: Figure): object {
  return { ...figure, eventCount: eventIds.length };
}
