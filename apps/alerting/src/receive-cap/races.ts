/** Unique violation, serialization failure, deadlock: another message of the same chain was faster. */
const LOST_A_RACE = new Set(['23505', '40001', '40P01']);
const MOST_TRIES = 5;

/**
 * Runs a transaction again when another one has won a race: the second run sees what the first could not. Two messages
 * of one identity, or an Alert and the Update that names it, may arrive in the same millisecond.
 */
export async function sentAgainAfterRace<T>(work: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await work();
    } catch (error) {
      if (tried >= MOST_TRIES || !LOST_A_RACE.has(sqlState(error) ?? '')) throw error;
    }
  }
}

function sqlState(error: unknown): string | undefined {
  const { code, cause, driverError } = error as { code?: unknown; cause?: unknown; driverError?: unknown };
  if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)) return code;
  if (driverError) return sqlState(driverError);
  return cause ? sqlState(cause) : undefined;
}
