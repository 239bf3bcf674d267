import net from 'node:net';

const HEARTBEAT = 12;
/** Requests by which a member joins again: it looks for the coordinator, then joins there. */
const REJOINING = { 'asks for its coordinator': 10, joins: 11 } as const;
/** Error code NOT_COORDINATOR: what a broker answers that has just come back. */
const NOT_COORDINATOR = 16;

/** What befalls the connections that this process opens to a broker. */
export interface FailingRejoin {
  /** Whether a member was sent to join again, and its connection broke as it did. */
  hasFailed(): boolean;
  /** From now on the network is whole. */
  end(): void;
}

/**
 * What a member of a group meets when its broker dies once more as it comes back: one heartbeat is answered with "not
 * your coordinator", and the connection breaks as the member tries to join again. After that its old membership still holds.
 */
export function failingRejoin(at: keyof typeof REJOINING): FailingRejoin {
  const state = { answers: new Set<number>(), isRefused: false, hasFailed: false };
  const original = net.Socket.prototype.write;
  const write = jest.spyOn(net.Socket.prototype, 'write').mockImplementation(function (
    this: net.Socket,
    ...sent: Parameters<typeof original>
  ) {
    const [request] = sent as unknown[];
    if (!(request instanceof Buffer) || request.length < 12 || request.readInt32BE(0) !== request.length - 4)
      return original.apply(this, sent);
    const kind = request.readInt16BE(4);
    if (kind === HEARTBEAT && !state.isRefused) {
      state.answers.add(request.readInt32BE(8));
      this.prependListener('data', refuse);
    }
    if (kind === REJOINING[at] && state.isRefused && !state.hasFailed) {
      state.hasFailed = true;
      this.destroy(new Error('the broker died'));
      return false;
    }
    return original.apply(this, sent);
  } as typeof original);

  /** Answers of heartbeats are small and come whole: size, correlation id, throttle time, error code. */
  function refuse(this: net.Socket, answer: Buffer): void {
    if (state.isRefused || answer.length < 14 || !state.answers.has(answer.readInt32BE(4))) return;
    state.isRefused = true;
    answer.writeInt16BE(NOT_COORDINATOR, 12);
  }

  return {
    hasFailed: () => state.hasFailed,
    end: () => {
      write.mockRestore();
    },
  };
}
