/** How long a replica that did not answer comes last; ms. */
const REST_MS = 1_000;

/** The replicas of one service, each in its turn. */
export class Replicas {
  private turn = 0;
  private readonly restsUntil = new Map<string, number>();

  /** @param origins at least one. */
  constructor(readonly origins: readonly string[]) {}

  /** All of them in the order to try them: by turn, those that did not answer a moment ago last. `now` in ms. */
  inTurn(now: number): string[] {
    const start = this.turn++ % this.origins.length;
    const round = [...this.origins.slice(start), ...this.origins.slice(0, start)];
    const rests = (origin: string): boolean => (this.restsUntil.get(origin) ?? 0) > now;
    return [...round.filter((origin) => !rests(origin)), ...round.filter(rests)];
  }

  /** This one could not be connected to. */
  silent(origin: string, now: number): void {
    this.restsUntil.set(origin, now + REST_MS);
  }

  /** This one has answered. */
  answered(origin: string): void {
    this.restsUntil.delete(origin);
  }
}
