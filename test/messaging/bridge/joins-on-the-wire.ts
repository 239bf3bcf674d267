import net from 'node:net';

const JOIN_GROUP = 11;

/** How often members of this process have asked to join their groups since it was called. */
export function joinsOnTheWire(): { count(): number; end(): void } {
  let joins = 0;
  const original = net.Socket.prototype.write;
  const write = jest.spyOn(net.Socket.prototype, 'write').mockImplementation(function (
    this: net.Socket,
    ...sent: Parameters<typeof original>
  ) {
    const [request] = sent as unknown[];
    if (request instanceof Buffer && request.length >= 12 && request.readInt32BE(0) === request.length - 4)
      if (request.readInt16BE(4) === JOIN_GROUP) joins += 1;
    return original.apply(this, sent);
  } as typeof original);
  return { count: () => joins, end: () => write.mockRestore() };
}
