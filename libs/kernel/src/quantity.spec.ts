import { addQuantities } from './quantity';
import { DomainRefusal } from './refusal';

describe('quantities', () => {
  it('a sum with a lower bound stays a lower bound', () => {
    expect(
      addQuantities(
        { value: 1800, unit: 'machine-trips', kind: 'exact' },
        { value: 42, unit: 'machine-trips', kind: 'at-least' },
      ),
    ).toEqual({ value: 1842, unit: 'machine-trips', kind: 'at-least' });
  });

  it('persons and person-trips are never added', () => {
    const add = () =>
      addQuantities({ value: 1, unit: 'persons', kind: 'exact' }, { value: 1, unit: 'person-trips', kind: 'exact' });
    expect(add).toThrow(DomainRefusal);
    expect(add).toThrow(/quantity.units-differ/);
  });
});
