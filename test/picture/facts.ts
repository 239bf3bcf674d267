import {
  ClosingProposedV1,
  EmergencyClosedV1,
  EmergencyOpenedV1,
  FeedFellSilentV1,
  FeedHeardAgainV1,
  MessageDecidedV1,
  MessageSetAsideV1,
  WarningAttachedV1,
  WarningCancelledV1,
  WarningIssuedV1,
  WarningLapsedV1,
  factOf,
  type EventData,
  type EventDefinition,
} from '@libs/events';
import { newId, type Mode } from '@libs/kernel';

/** A fact as the board is told it, with the key that keeps its order. */
export interface ToldFact<Data = Record<string, unknown>> {
  id: string;
  code: string;
  key: string;
  at: Date;
  mode: Mode;
  data: Data;
}

let seconds = 0;

/** An event's example with other ids, a second after the one before. */
export function fact<Data extends object>(event: EventDefinition<Data>, change: Partial<Data>, mode: Mode = 'actual') {
  const data = { ...event.examples[0]!, ...change };
  const at = new Date(Date.UTC(2026, 6, 15, 8, 0, seconds++));
  return { id: newId(), code: factOf(event.type), key: event.key(data), at, mode, data } as ToldFact<Data>;
}

/** A warning of an office. */
export function issued(change: Partial<EventData<typeof WarningIssuedV1>> = {}, mode?: Mode) {
  const warningId = newId();
  return fact(WarningIssuedV1, { warningId, chainId: warningId, messageId: newId(), ...change }, mode);
}

/** A message that was held. */
export const messageSetAside = (change: Partial<EventData<typeof MessageSetAsideV1>> = {}) =>
  fact(MessageSetAsideV1, { messageId: newId(), ...change }) as unknown as ToldFact & { data: { messageId: string } };

/** An officer's decision about a message that was held. */
export const messageDecided = (change: Partial<EventData<typeof MessageDecidedV1>>, mode?: Mode) =>
  fact(MessageDecidedV1, change, mode) as unknown as ToldFact;

export const feedFellSilent = (feedId: string) => fact(FeedFellSilentV1, { feedId }) as unknown as ToldFact;
export const feedHeardAgain = (feedId: string) => fact(FeedHeardAgainV1, { feedId }) as unknown as ToldFact;

/** A warning opens an emergency, is cancelled, and the emergency is closed. */
export function emergencyStory({ mode = 'actual' as Mode } = {}) {
  const emergencyId = newId();
  const first = issued({}, mode);
  const { warningId } = first.data;
  const facts = [
    first,
    fact(EmergencyOpenedV1, { emergencyId }, mode),
    fact(WarningAttachedV1, { emergencyId, warningId }, mode),
    fact(WarningCancelledV1, { warningId, chainId: warningId, messageId: newId() }, mode),
    fact(WarningLapsedV1, { emergencyId, warningId }, mode),
    fact(ClosingProposedV1, { emergencyId }, mode),
    fact(EmergencyClosedV1, { emergencyId }, mode),
  ] as unknown as ToldFact[];
  return { facts, emergencyId, warningId };
}
