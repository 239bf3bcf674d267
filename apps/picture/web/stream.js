/** Pings come every 15 s; without any sign for this long the connection is taken as lost. */
const SILENCE_MS = 40_000;
const KINDS = ['emergency', 'warning', 'message', 'timeline', 'feed'];

/**
 * The live stream. The browser reconnects by itself and sends the last position, so nothing is lost; a connection
 * that has gone silent, or that the server refused for good, is opened anew.
 */
export function openStream({ onSnapshot, onChange, onState, onSignedOut }) {
  let source;
  let lastSign = Date.now();
  let lastPosition;
  let waiting;

  const sign = () => {
    lastSign = Date.now();
    onState('live', lastSign);
  };

  const open = () => {
    clearTimeout(waiting);
    source?.close();
    const after = lastPosition === undefined ? '' : `?after=${encodeURIComponent(lastPosition)}`;
    source = new EventSource(`/api/picture/stream${after}`);
    source.addEventListener('open', sign);
    source.addEventListener('ping', sign);
    source.addEventListener('snapshot', (event) => {
      lastPosition = event.lastEventId;
      sign();
      onSnapshot(JSON.parse(event.data));
    });
    for (const kind of KINDS) {
      source.addEventListener(kind, (event) => {
        lastPosition = event.lastEventId;
        sign();
        onChange(kind, JSON.parse(event.data));
      });
    }
    source.addEventListener('error', () => {
      onState('reconnecting', lastSign);
      if (source.readyState === EventSource.CLOSED) void refused();
    });
  };

  const refused = async () => {
    const status = await fetch('/api/picture/snapshot', { method: 'HEAD' }).then(
      (r) => r.status,
      () => 0,
    );
    if (status === 401) return onSignedOut();
    waiting = setTimeout(open, 1000 + Math.random() * 2000);
  };

  setInterval(() => {
    if (Date.now() - lastSign < SILENCE_MS) return;
    onState('reconnecting', lastSign);
    if (source.readyState === EventSource.OPEN) open();
  }, 1000);
  open();
}
