import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '@libs/persistence';
import { CityProjection, type LedgerChange } from './city.projection';

/** Takes changes of the ledgers into the picture of the city. */
@Injectable()
export class City {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly projection: CityProjection,
  ) {}

  async execute(changes: readonly LedgerChange[]): Promise<void> {
    await this.unitOfWork.run((tx) => this.projection.apply(tx, changes));
  }
}
