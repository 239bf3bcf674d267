import { setTimeout as pause } from 'node:timers/promises';
import { seededRandom } from '../../messaging/bridge/seeded-random';
import { Refused, type Client } from '../client';
import { decideLevels } from './levels';
import { runExercises } from './exercises';
import { sendTeams } from './missions';
import { moveHouseholds } from './movements';
import { issueWarnings } from './warnings';
import type { Work } from './work';

type Worker = (work: Work, number: number) => Promise<void>;

/** Who works at the same time. Two of a kind meet at the same teams, zones and shelters. */
const WORKERS: readonly [Worker, number][] = [
  [issueWarnings, 2],
  [sendTeams, 3],
  [moveHouseholds, 3],
  [decideLevels, 1],
];

/** Clients that work until they are told to stop. */
export class Load {
  private over = false;
  private emergencyId = '';
  private readonly workers: Promise<void>[] = [];

  constructor(
    private readonly client: Client,
    private readonly seed: number,
  ) {}

  /** Opens the first exercise and lets everybody work. */
  async start(): Promise<void> {
    const director = this.work(0);
    const exercises = runExercises(director, (emergencyId) => (this.emergencyId = emergencyId));
    await exercises.begun;
    this.workers.push(exercises.ended);
    let number = 0;
    for (const [worker, count] of WORKERS)
      for (let i = 0; i < count; i += 1) this.workers.push(again(worker, this.work((number += 1)), i));
  }

  /** Settles when the last command is decided. */
  async stop(): Promise<void> {
    this.over = true;
    await Promise.all(this.workers);
  }

  private work(number: number): Work {
    const random = seededRandom(this.seed * 1_000 + number);
    return {
      client: this.client,
      random,
      exercise: () => this.emergencyId,
      isOver: () => this.over,
      rest: (most) => pause(random() * most),
    };
  }
}

/** Rounds without end. A refusal ends a round, for others act on the same things; so does what the client gave up on. */
async function again(worker: Worker, work: Work, number: number): Promise<void> {
  while (!work.isOver()) {
    try {
      await worker(work, number);
    } catch (error) {
      if (!(error instanceof Refused)) await pause(500);
    }
    await work.rest(100);
  }
}
