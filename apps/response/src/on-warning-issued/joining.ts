import type { Mode } from '@libs/kernel';
import type { Transaction } from '@libs/persistence';
import { widened } from '../domain/placing';
import type { Emergency, EmergencyRepository } from '../persistence/emergency.repository';
import type { Attachment, WarningRepository } from '../persistence/warning.repository';

/**
 * The emergencies that warnings of one transaction join: each is locked and read once, and what joins them is written
 * together. A crowd of warnings for one emergency costs little more than one.
 */
export class Joining {
  private readonly open = new Map<string, Emergency[]>();
  private readonly changed = new Set<Emergency>();
  private attachments: Attachment[] = [];

  constructor(
    private readonly tx: Transaction,
    private readonly emergencies: EmergencyRepository,
    private readonly warnings: WarningRepository,
  ) {}

  /** The open emergencies of a mode and hazard, with what has joined them so far. */
  async openOf(mode: Mode, hazard: string): Promise<Emergency[]> {
    const key = `${mode} ${hazard}`;
    const known = this.open.get(key) ?? (await this.emergencies.lockOpen(this.tx, mode, hazard));
    this.open.set(key, known);
    return known;
  }

  /** The same, once nobody else can open one. */
  async claimOpening(mode: Mode, hazard: string): Promise<Emergency[]> {
    await this.write();
    await this.emergencies.claimOpening(this.tx, mode, hazard);
    return this.openOf(mode, hazard);
  }

  async opened(emergency: Emergency): Promise<void> {
    const open = await this.openOf(emergency.mode, emergency.hazard);
    await this.emergencies.insert(this.tx, emergency);
    open.push(emergency);
  }

  attach(emergency: Emergency, divisionCodes: readonly string[], attachment: Attachment): void {
    emergency.divisionCodes = widened(emergency.divisionCodes, divisionCodes);
    this.changed.add(emergency);
    this.attachments.push(attachment);
  }

  /** Writes what has joined; what is asked for after this is read anew. */
  async write(): Promise<void> {
    const [attachments, changed] = [this.attachments, [...this.changed]];
    this.attachments = [];
    this.changed.clear();
    this.open.clear();
    if (attachments.length === 0) return;
    await Promise.all([
      this.warnings.attachAll(this.tx, attachments),
      ...changed.map(({ id, divisionCodes }) => this.emergencies.widen(this.tx, id, divisionCodes)),
    ]);
  }
}
