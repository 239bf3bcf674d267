/** What a domain function answers: the next state, and the facts that made it so (none when nothing changed). */
export interface Decision<State, Fact> {
  next: State;
  happened: Fact[];
}
