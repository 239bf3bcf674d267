import type { Client } from '../client';

/** What a worker of the load works with. */
export interface Work {
  client: Client;
  random: () => number;
  /** The exercise of now; the director ends it and begins another from time to time. */
  exercise(): string;
  /** Whether the run is over. A worker ends with the command that it is at. */
  isOver(): boolean;
  /** A short rest between two rounds, ms at most. */
  rest(most: number): Promise<void>;
}
