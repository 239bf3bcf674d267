import { eventCatalogue, factOf } from '@libs/events';
import { subscriptions } from './subscriptions';

describe('the subscriptions that are checked', () => {
  const found = subscriptions();

  it('are those of every consumer class of the product', () => {
    expect(found.map(({ group }) => group).sort()).toEqual([
      'dispatch',
      'dispatch.register',
      'picture.board.v1',
      'picture.city.v1',
      'resettlement',
      'resettlement.register',
      'response',
    ]);
  });

  it('leave out no event that has a consumer in the product', () => {
    const handled = new Set(found.flatMap(({ facts }) => [...facts]));
    const without = eventCatalogue.filter(({ type, external }) => !external && !handled.has(factOf(type)));

    expect(without.map(({ type }) => type)).toEqual([]);
  });
});
