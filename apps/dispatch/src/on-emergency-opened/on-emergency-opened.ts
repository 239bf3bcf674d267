import { Injectable } from '@nestjs/common';
import type { Mode } from '@libs/kernel';
import { UnitOfWork } from '@libs/persistence';
import { EmergencyRepository } from '../persistence/emergency.repository';

/** From now on incidents, missions and trips may name the emergency. */
@Injectable()
export class OnEmergencyOpened {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly emergencies: EmergencyRepository,
  ) {}

  execute({ emergencyId, mode }: { emergencyId: string; mode: Mode }): Promise<void> {
    return this.unitOfWork.run((tx) => this.emergencies.insert(tx, { id: emergencyId, mode, state: 'open' }));
  }
}
