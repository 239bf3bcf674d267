import { Injectable } from '@nestjs/common';
import type { Mode } from '@libs/kernel';
import { UnitOfWork } from '@libs/persistence';
import { EmergencyRepository } from '../persistence/emergency.repository';

/** From now on orders, stays and placements may name the emergency. */
@Injectable()
export class OnEmergencyOpened {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly emergencies: EmergencyRepository,
  ) {}

  execute(opened: { emergencyId: string; mode: Mode; divisionCodes: string[] }): Promise<void> {
    const { emergencyId: id, mode, divisionCodes } = opened;
    return this.unitOfWork.run((tx) => this.emergencies.insert(tx, { id, mode, divisionCodes, state: 'open' }));
  }
}
