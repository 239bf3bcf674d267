/**
 * Something that is read again whenever it may have changed: one request at a time, no sooner than `every` milliseconds
 * after the last, and always once more after the last `refresh`. What fails is tried again at the next one.
 */
export function createReading({ read, every, onRead }) {
  let state = 'idle';
  let readAt = -Infinity;
  let turn = 0;

  const run = async () => {
    state = 'reading';
    readAt = Date.now();
    const mine = turn;
    const found = await read().catch(() => undefined);
    if (mine !== turn) return;
    const isAskedAgain = state === 'asked';
    state = 'idle';
    if (found !== undefined) onRead(found);
    if (isAskedAgain) refresh();
  };

  function refresh() {
    if (state === 'reading') state = 'asked';
    if (state !== 'idle') return;
    state = 'waiting';
    const mine = turn;
    setTimeout(() => mine === turn && void run(), Math.max(0, readAt + every - Date.now()));
  }

  return {
    refresh,
    /** Forgets what is on its way, and reads at once: another thing is asked for now. */
    restart() {
      turn++;
      state = 'idle';
      readAt = -Infinity;
      refresh();
    },
  };
}
