/** How many closed or lapsed items a list shows; the API has the rest. */
export const SHOWN = { emergencies: 60, warnings: 80, messages: 60 };

/** A screen may run for weeks: beyond so many, what is over longest is forgotten; the API has it. */
const KEPT = 800;

const MODES = ['actual', 'exercise', 'test'];
const COLOURS = ['red', 'orange', 'yellow', 'blue'];

/** What the stream has told: a snapshot, then changes. Every item carries its mode. */
export function createStore() {
  const state = {
    emergencies: new Map(),
    warnings: new Map(),
    messages: new Map(),
    feeds: new Map(),
    timeZone: 'Asia/Shanghai',
  };
  return {
    ...state,
    replace({ emergencies, warnings, messages, feeds, timeZone }) {
      this.emergencies = byId(emergencies);
      this.warnings = byId(warnings);
      this.messages = byId(messages);
      this.feeds = byId(feeds);
      this.timeZone = timeZone;
    },
    apply(kind, item) {
      const held = { emergency: this.emergencies, warning: this.warnings, message: this.messages, feed: this.feeds }[
        kind
      ];
      const isNew = held !== undefined && !held.has(item.id);
      held?.set(item.id, item);
      if (isNew && held.size > KEPT * 1.25) forget(held);
      return isNew;
    },
  };
}

/** A message that a person has to decide about. */
export const isWaiting = ({ outcome }) => outcome === 'held' || outcome === 'conflict';

/** Closed, cancelled or lapsed; a message is over unless it waits, a feed unless it is silent. */
export const isOver = (item) =>
  !['open', 'closing-proposed', 'in-force'].includes(item.state) && !isWaiting(item) && item.silentSince === undefined;
const lastSeen = (item) => item.openedAt ?? item.sent ?? item.receivedAt;

function forget(held) {
  const oldest = [...held.values()].filter(isOver).sort((a, b) => (lastSeen(a) < lastSeen(b) ? -1 : 1));
  for (const { id } of oldest.slice(0, held.size - KEPT)) held.delete(id);
}

const byId = (items) => new Map(items.map((item) => [item.id, item]));

/** The items of each mode that has any, actual first: lists never mix modes. */
export function byMode(items) {
  return MODES.map((mode) => ({ mode, items: items.filter((item) => item.mode === mode) })).filter(
    ({ items: found }) => found.length > 0,
  );
}

const later = (a, b) => (a < b ? 1 : a > b ? -1 : 0);

export const rankOf = (colour) => (COLOURS.includes(colour) ? COLOURS.indexOf(colour) : COLOURS.length);

/** Open ones first, the gravest signal first, then the newest. */
export const sortedEmergencies = (store) =>
  [...store.emergencies.values()].sort(
    (a, b) =>
      Number(isOver(a)) - Number(isOver(b)) || rankOf(a.colour) - rankOf(b.colour) || later(a.openedAt, b.openedAt),
  );

/** Those in force first, the gravest first, then the newest. */
export const sortedWarnings = (store) =>
  [...store.warnings.values()].sort(
    (a, b) =>
      Number(a.state !== 'in-force') - Number(b.state !== 'in-force') ||
      (a.state === 'in-force' ? rankOf(a.colour) - rankOf(b.colour) : 0) ||
      later(a.sent, b.sent),
  );

/** Those that wait for a person first, then the newest. */
export const sortedMessages = (store) =>
  [...store.messages.values()].sort(
    (a, b) => Number(isWaiting(b)) - Number(isWaiting(a)) || later(a.receivedAt, b.receivedAt),
  );

/** Feeds from which warnings may be missing, the longest silence first. */
export const silentFeeds = (store) =>
  [...store.feeds.values()]
    .filter(({ silentSince }) => silentSince !== undefined)
    .sort((a, b) => later(b.silentSince, a.silentSince));
