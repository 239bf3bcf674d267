import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '@libs/persistence';
import { KEPT_LEDGERS } from '../persistence/register.repository';

/** How far the copy of a ledger has come. */
export interface LedgerItem {
  ledger: string;
  /** Records here, without the withdrawn ones. */
  here: number;
  /** Records that the register said it holds; null when it has said nothing yet. */
  total: number | null;
  complete: boolean;
}

@Injectable()
export class LedgerListQuery {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  all(): Promise<{ items: LedgerItem[] }> {
    const counts = KEPT_LEDGERS.map(
      (ledger) => `select '${ledger}' as ledger, count(*)::int as here from resettlement.${ledger} where not withdrawn`,
    );
    return this.unitOfWork.run(async (tx) => ({
      items: await tx.query<LedgerItem>(
        `select ledger, c.here, l.total, coalesce(c.here = l.total, false) as complete
         from (${counts.join(' union all ')}) c left join resettlement.ledgers l using (ledger) order by ledger`,
      ),
    }));
  }
}
