import type { Mode } from '@libs/kernel';

/** What the judge said about a message, as far as it decides where the message goes. */
export type MessageVerdict = 'accepted' | 'accepted-with-warnings' | 'held' | 'rejected';

/** The part of a CAP message that decides where it goes. */
export interface Received {
  sender: string;
  identifier: string;
  status: 'Actual' | 'Exercise' | 'System' | 'Test' | 'Draft';
  msgType: 'Alert' | 'Update' | 'Cancel' | 'Ack' | 'Error';
  references: readonly { sender?: string; identifier: string }[];
}

/** Where a message goes. What is set aside publishes nothing but the fact that it was. */
export type Disposition =
  | { kind: 'issue' }
  | { kind: 'end' }
  | { kind: 'set-aside'; outcome: 'held' | 'rejected' | 'kept'; because?: 'alerting.foreign-reference' };

const MODE_OF: Record<Received['status'], Mode> = {
  Actual: 'actual',
  Exercise: 'exercise',
  Test: 'test',
  System: 'test',
  Draft: 'test',
};

/**
 * Rule ALRT-01: the status of a CAP message decides its mode: Actual is duty, Exercise a drill, everything else a test;
 * a message whose status cannot be read is treated as duty, so that somebody looks.
 */
export function modeOf(status: Received['status'] | undefined): Mode {
  return status === undefined ? 'actual' : MODE_OF[status];
}

/**
 * Rule ALRT-02: only an accepted Alert or Update becomes a warning, and only an accepted Cancel ends one; Ack, Error and
 * System messages are kept and go nowhere.
 */
export function disposeOf(
  verdict: MessageVerdict,
  message: Received | undefined,
  releasedByPerson = false,
): Disposition {
  if (verdict === 'rejected') return { kind: 'set-aside', outcome: 'rejected' };
  if (verdict === 'held' || message === undefined) return { kind: 'set-aside', outcome: 'held' };
  if (message.status === 'System') return { kind: 'set-aside', outcome: 'kept' };
  switch (message.msgType) {
    case 'Ack':
    case 'Error':
      return { kind: 'set-aside', outcome: 'kept' };
    case 'Alert':
      return { kind: 'issue' };
    case 'Update':
      return namesForeign(message) && !releasedByPerson ? HELD_AS_FOREIGN : { kind: 'issue' };
    case 'Cancel':
      return namesForeign(message) && !releasedByPerson ? HELD_AS_FOREIGN : { kind: 'end' };
  }
}

const HELD_AS_FOREIGN: Disposition = { kind: 'set-aside', outcome: 'held', because: 'alerting.foreign-reference' };

/** Rule ALRT-03: an office updates and cancels only warnings of its own; what names another's waits for a person. */
export function namesForeign(message: Received): boolean {
  return message.references.some(({ sender }) => sender !== undefined && sender !== message.sender);
}
