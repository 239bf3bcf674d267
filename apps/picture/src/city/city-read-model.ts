import type { ReadModel } from '../persistence/read-model';
import { CITY_FACTS, CityProjection, lockCity } from './city.projection';

const projection = new CityProjection();

/** The city, for a rebuild. */
export const CITY_READ_MODEL: ReadModel = {
  group: 'picture.city.v1',
  facts: CITY_FACTS,
  tables: ['zones', 'households', 'shelters', 'teams', 'machines', 'ledgers'],
  lock: lockCity,
  fold: (tx, events) => projection.apply(tx, events),
};
