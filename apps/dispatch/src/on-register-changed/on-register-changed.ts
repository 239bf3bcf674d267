import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '@libs/persistence';
import { KEPT_LEDGERS, RegisterRepository, type Machine, type Team } from '../persistence/register.repository';

/** What the register says, newest per record; an erased one has nothing. */
export interface RegisterChanges {
  teams: Map<string, Team | null>;
  machines: Map<string, Machine | null>;
  ledgers: Map<string, { ledger: string; total: number } | null>;
}

/** The register's teams and machines as they are now, for every mode. */
@Injectable()
export class OnRegisterChanged {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly register: RegisterRepository,
  ) {}

  execute({ teams, machines, ledgers }: RegisterChanges): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      await this.register.keepTeams(tx, present(teams));
      await this.register.keepMachines(tx, present(machines));
      await this.register.keepLedgers(
        tx,
        present(ledgers).filter(({ ledger }) => KEPT_LEDGERS.some((kept) => kept === ledger)),
      );
      await this.register.forget(tx, 'teams', erased(teams));
      await this.register.forget(tx, 'machines', erased(machines));
    });
  }
}

const present = <Item>(changes: Map<string, Item | null>): Item[] =>
  [...changes.values()].filter((item) => item !== null);
const erased = (changes: Map<string, unknown>): string[] =>
  [...changes].filter(([, item]) => item === null).map(([id]) => id);
