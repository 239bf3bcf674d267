import { ConsoleInTest } from './console-in-test';

/** A console that comes back with the last id it has heard, as a browser does, whenever its stream ends or it leaves. */
export class ReturningConsole {
  private readonly visits: ConsoleInTest[] = [];

  private constructor(
    private readonly url: string,
    private readonly authorization: () => Promise<string>,
  ) {}

  /** @param url of the product. */
  static async open(url: string, authorization: () => Promise<string>): Promise<ReturningConsole> {
    const console = new ReturningConsole(url, authorization);
    await console.comeBack();
    await console.visits[0]!.hears(1);
    return console;
  }

  /** Leaves, and comes back. */
  async travel(): Promise<void> {
    this.leave();
    await this.comeBack();
  }

  /** Comes back if the stream has ended meanwhile. */
  async stay(): Promise<void> {
    if (!this.visits.at(-1)!.isOpen) await this.comeBack();
  }

  leave(): void {
    this.visits.at(-1)?.leave();
  }

  /** Every change that was heard, in order, and how often the whole board came. */
  heard(): { first: number; positions: number[]; snapshots: number } {
    const all = this.visits.flatMap(({ changes }) => changes);
    const changes = all.filter(({ event }) => event !== 'snapshot');
    return {
      first: positionOf(all[0]!.id),
      positions: changes.map(({ id }) => positionOf(id)),
      snapshots: all.length - changes.length,
    };
  }

  private async comeBack(): Promise<void> {
    const lastEventId = this.visits.findLast((visit) => visit.lastEventId !== undefined)?.lastEventId;
    const headers = {
      authorization: await this.authorization(),
      ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
    };
    const visit = await ConsoleInTest.connect(`${this.url}/api/picture/stream`, headers);
    // A server that is just going, or a replica that is not there yet: the next look tries again.
    if (visit.response.statusCode !== 200) visit.leave();
    else this.visits.push(visit);
  }
}

const positionOf = (id: string | undefined): number => Number(id!.split('-')[1]);
