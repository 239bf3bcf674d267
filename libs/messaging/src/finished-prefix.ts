/** Positions handed out in order and finished in any order; tells up to where all are finished. */
export class FinishedPrefix {
  private readonly open: bigint[] = [];
  private readonly finished = new Set<bigint>();
  private last: bigint | undefined;

  /** Positions must be handed out in rising order. */
  begin(position: bigint): void {
    this.open.push(position);
  }

  finish(position: bigint): void {
    this.finished.add(position);
    let count = 0;
    while (count < this.open.length && this.finished.delete(this.open[count]!)) this.last = this.open[count++];
    if (count > 0) this.open.splice(0, count);
  }

  /** The last position before which nothing is unfinished; undefined when there is none yet. */
  get upTo(): bigint | undefined {
    return this.last;
  }
}
