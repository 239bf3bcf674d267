import { COUNTY, smallCity } from './city';

describe('the small city of the load', () => {
  const city = smallCity();

  it('lies in one county, and nothing in it refers to something outside', () => {
    const codes = (records: readonly { code: string }[]) => new Set(records.map(({ code }) => code));

    expect(city.zones.every(({ division }) => division.startsWith(COUNTY))).toBe(true);
    expect(city.zones.every(({ responsible }) => codes(city.persons).has(responsible))).toBe(true);
    expect(city.households.every(({ zone }) => codes(city.zones).has(zone))).toBe(true);
    expect(city.households.every(({ shelter }) => codes(city.shelters).has(shelter))).toBe(true);
    expect(city.machines.every(({ team }) => codes(city.teams).has(team))).toBe(true);
    expect(city.machines.length).toBeGreaterThan(0);
  });

  it('has too little room in its shelters, so that somebody is turned away', () => {
    const persons = city.households.reduce((sum, { members }) => sum + members.length, 0);
    const room = city.shelters.reduce((sum, { capacity }) => sum + capacity, 0);

    expect(room).toBeLessThan(persons * 0.8);
  });
});
