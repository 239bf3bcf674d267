import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '@libs/persistence';
import { Tokens } from '../tokens/tokens';

/** A new key signs from now on; tokens of the old one stay good until they expire. */
@Injectable()
export class RotateKeys {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly tokens: Tokens,
  ) {}

  async execute(reason: string): Promise<{ kid: string }> {
    const kid = await this.unitOfWork.run(async (tx) => {
      const kid = await this.tokens.rotate(tx);
      tx.afterCommit(this.tokens.forgetKeys);
      await tx.audit({ action: 'signing-key.rotated', subject: kid, reason });
      return kid;
    });
    return { kid };
  }
}
