import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Transaction } from '@libs/persistence';
import type { Attempts } from '../domain/sign-in-attempts.policy';

/** Failed sign-ins, counted across all processes of the registry. */
@Injectable()
export class SignInAttemptsRepository {
  /**
   * Counts an attempt as failed before it is made, so that a hundred at once are not all let through.
   * @returns the failures before this attempt.
   */
  async reserve(tx: Transaction, username: string, address: string, windowSeconds: number): Promise<Attempts[]> {
    const counters = countersOf(username, address);
    const rows = await tx.query<{ counter: Attempts['counter']; failures: number; since: Date }>(
      `insert into registry.sign_in_attempts as known (counter, subject, failures, since)
       select counter, subject, 1, now() from unnest($1::text[], $2::text[]) as attempt (counter, subject)
       on conflict (counter, subject) do update set
         failures = case when known.since < now() - make_interval(secs => $3) then 1 else known.failures + 1 end,
         since = case when known.since < now() - make_interval(secs => $3) then now() else known.since end
       returning counter, failures, since`,
      [counters.map(([counter]) => counter), counters.map(([, subject]) => subject), windowSeconds],
    );
    return rows.map((row) => ({ ...row, failures: row.failures - 1 }));
  }

  /** The attempt was good: it was no failure, and the person’s own failures from this address are forgotten. */
  async succeeded(tx: Transaction, username: string, address: string): Promise<void> {
    const counters = countersOf(username, address);
    await tx.query(
      `with locked as (
         select counter, subject from registry.sign_in_attempts
         where (counter, subject) in (select * from unnest($1::text[], $2::text[])) order by counter for update)
       update registry.sign_in_attempts as known
         set failures = case when locked.counter = 'perAccountAndAddress' then 0 else greatest(known.failures - 1, 0) end
         from locked where (known.counter, known.subject) = (locked.counter, locked.subject)`,
      [counters.map(([counter]) => counter), counters.map(([, subject]) => subject)],
    );
  }

  /** Counters whose window has passed count for nothing. */
  async deleteOld(tx: Transaction, windowSeconds: number): Promise<void> {
    await tx.query(
      `delete from registry.sign_in_attempts where (counter, subject) in
         (select counter, subject from registry.sign_in_attempts where since < now() - make_interval(secs => $1)
          limit 100 for update skip locked)`,
      [windowSeconds],
    );
  }
}

/** Always in the same order, so that two attempts at once cannot wait for each other. */
const countersOf = (username: string, address: string): [Attempts['counter'], string][] => [
  ['perAccount', digest(username)],
  ['perAccountAndAddress', digest(`${username}\n${address}`)],
  ['perAddress', digest(address)],
];

/** People type passwords into the wrong field: what was typed is not kept. */
const digest = (text: string): string => createHash('sha256').update(text).digest('base64url');
