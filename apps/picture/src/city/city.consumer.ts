import {
  factOf,
  HouseholdChangedV1,
  LedgerImportedV1,
  MachineChangedV1,
  ShelterChangedV1,
  TeamChangedV1,
  ZoneChangedV1,
} from '@libs/events';
import { Consumer, ConsumesBatch, type Received } from '@libs/messaging';
import { City } from './city';

/** The ledgers serve every mode, so the events' own mode says nothing. */
@Consumer('picture.city.v1')
export class CityConsumer {
  constructor(private readonly city: City) {}

  @ConsumesBatch(HouseholdChangedV1, LedgerImportedV1, MachineChangedV1, ShelterChangedV1, TeamChangedV1, ZoneChangedV1)
  async fold(received: Received[]): Promise<void> {
    await this.city.execute(received.map(({ data, envelope: { type, key } }) => ({ code: factOf(type), key, data })));
  }
}
