import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Transaction } from '@libs/persistence';
import { closingText } from '../domain/closing';
import type { Emergency } from './emergency.repository';
import { WarningRepository } from './warning.repository';

/** What closing an emergency would approve, as it is now. */
@Injectable()
export class ClosingContentRepository {
  constructor(private readonly warnings: WarningRepository) {}

  /** SHA-256 of the content, hex. The caller has locked the emergency. */
  async hash(tx: Transaction, { id, divisionCodes }: Emergency, reason: string): Promise<string> {
    const { ids } = await this.warnings.attached(tx, id);
    const text = closingText({ emergencyId: id, divisionCodes, warningIds: ids, reason });
    return createHash('sha256').update(text).digest('hex');
  }
}
