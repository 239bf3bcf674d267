import net from 'node:net';

const OFFSET_FETCH = 9;
/** Error code NOT_COORDINATOR: what a broker answers that has just come back. */
const NOT_COORDINATOR = 16;

/**
 * The first question for a group's offsets that this process asks is answered with "not your coordinator", as a broker
 * does for some seconds after it came back.
 */
export function refusedOffsets(): { hasRefused(): boolean; end(): void } {
  const answers = new Set<number>();
  let isRefused = false;
  const original = net.Socket.prototype.write;
  const write = jest.spyOn(net.Socket.prototype, 'write').mockImplementation(function (
    this: net.Socket,
    ...sent: Parameters<typeof original>
  ) {
    const [request] = sent as unknown[];
    const isRequest =
      request instanceof Buffer && request.length >= 12 && request.readInt32BE(0) === request.length - 4;
    if (isRequest && request.readInt16BE(4) === OFFSET_FETCH && !isRefused) {
      answers.add(request.readInt32BE(8));
      this.prependListener('data', refuse);
    }
    return original.apply(this, sent);
  } as typeof original);

  /** The answer comes whole; the error code of the group is its end. */
  function refuse(this: net.Socket, answer: Buffer): void {
    if (isRefused || answer.length < 14 || !answers.has(answer.readInt32BE(4))) return;
    isRefused = true;
    answer.writeInt16BE(NOT_COORDINATOR, answer.length - 2);
  }

  return {
    hasRefused: () => isRefused,
    end: () => {
      write.mockRestore();
    },
  };
}
