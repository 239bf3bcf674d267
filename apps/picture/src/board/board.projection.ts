import { Injectable } from '@nestjs/common';
import type { Transaction } from '@libs/persistence';
import { EMERGENCY_VIEW, FEED_VIEW, MESSAGE_VIEW, TIMELINE_VIEW, WARNING_VIEW } from './board.query';
import { countWarnings } from './count-warnings.projection';
import type { Crowd, Fact, Touched } from './fact';
import {
  foldClosingDeclined,
  foldClosingProposed,
  foldEmergencyClosed,
  foldEmergencyOpened,
  foldWarningDetached,
  foldWarningLapsed,
  WARNINGS_ATTACHED,
} from './fold-emergency.projection';
import {
  foldEmergencyCancelled,
  foldFactDeclared,
  foldLevelActivated,
  foldLevelChanged,
  foldLevelEnded,
  foldLevelProposalDeclined,
  foldLevelProposalEndorsed,
  foldLevelProposed,
} from './fold-level.projection';
import { foldFeedFellSilent, foldFeedHeardAgain } from './fold-feed.projection';
import { foldMessageDecided, foldMessageSetAside } from './fold-message.projection';
import { foldWarningCancelled, foldWarningExpired, WARNINGS_ISSUED } from './fold-warning.projection';
import { THREAD_FACTS } from './thread-facts';
import { ThreadProjection, type ThreadData, type ThreadEntry } from './thread.projection';
import { writeLines, type LineEntry } from './timeline.projection';

type Fold = (tx: Transaction, fact: Fact<never>, touched: Touched) => Promise<void>;

/** What each fact does to the board. Facts of one key come in order; across keys no order is needed. */
const FOLDS: Record<string, Fold> = {
  'alerting.warning-cancelled': foldWarningCancelled,
  'alerting.warning-expired': foldWarningExpired,
  'alerting.message-set-aside': foldMessageSetAside,
  'alerting.message-decided': foldMessageDecided,
  'alerting.feed-fell-silent': foldFeedFellSilent,
  'alerting.feed-heard-again': foldFeedHeardAgain,
  'response.emergency-opened': foldEmergencyOpened,
  'response.warning-detached': foldWarningDetached,
  'response.warning-lapsed': foldWarningLapsed,
  'response.closing-proposed': foldClosingProposed,
  'response.closing-declined': foldClosingDeclined,
  'response.emergency-closed': foldEmergencyClosed,
  'response.emergency-cancelled': foldEmergencyCancelled,
  'response.fact-declared': foldFactDeclared,
  'response.level-proposed': foldLevelProposed,
  'response.level-proposal-endorsed': foldLevelProposalEndorsed,
  'response.level-proposal-declined': foldLevelProposalDeclined,
  'response.level-activated': foldLevelActivated,
  'response.level-raised': foldLevelChanged,
  'response.level-lowered': foldLevelChanged,
  'response.level-ended': foldLevelEnded,
};

/** Facts that come by the hundred. */
const CROWDS: Record<string, Crowd<never>> = {
  'alerting.warning-issued': WARNINGS_ISSUED,
  'response.warning-attached': WARNINGS_ATTACHED,
};

/** The facts that the board shows. */
export const SHOWN_FACTS = [...Object.keys(FOLDS), ...Object.keys(CROWDS), ...Object.keys(THREAD_FACTS)];

/** Folds facts into the board, and writes what has changed to the live stream. */
@Injectable()
export class BoardProjection {
  private readonly thread = new ThreadProjection();

  /**
   * Folds the facts, in their order, in the caller's transaction. The stream's head is locked first and until the
   * commit: so positions are in commit order, without gaps, and a reader may use a cursor; and two projections never
   * wait for each other in a circle.
   */
  async apply(tx: Transaction, facts: readonly Omit<Fact, 'position'>[]): Promise<void> {
    const start = await lockHead(tx);
    const { touched, lines } = await this.foldAll(tx, facts, start);
    await showChanges(tx, start, touched, lines);
  }

  /** The same for a board that is built anew: nothing is sent to the consoles, who get all of it at its end. */
  async applyUnseen(tx: Transaction, facts: readonly Omit<Fact, 'position'>[]): Promise<void> {
    const start = await lockHead(tx);
    const { lines } = await this.foldAll(tx, facts, start);
    await tx.query('update picture.stream_head set position = position + $1', [lines.length]);
  }

  private async foldAll(
    tx: Transaction,
    facts: readonly Omit<Fact, 'position'>[],
    start: number,
  ): Promise<{ touched: Touched; lines: string[] }> {
    const touched: Touched = {
      emergencies: new Set(),
      warnings: new Set(),
      messages: new Set(),
      feeds: new Set(),
      joined: new Set(),
    };
    const lines: LineEntry[] = [];
    const shown: string[] = [];
    const ofThread: ThreadEntry[] = [];
    const crowds = new Map<string, Fact[]>();
    const foldCrowds = async (): Promise<void> => {
      for (const [code, together] of crowds) await CROWDS[code]!.fold(tx, together as Fact<never>[], touched);
      crowds.clear();
    };
    for (const fact of facts) {
      const placed = { ...fact, position: start + shown.length + 1 };
      const inThread = THREAD_FACTS[fact.code];
      const crowd = CROWDS[fact.code];
      if (inThread) ofThread.push({ ...(inThread.notable ? placed : fact), data: fact.data as ThreadData });
      else if (crowd) crowds.set(fact.code, crowds.get(fact.code)?.concat(placed) ?? [placed]);
      else {
        // It may be of the key of one that waits.
        await foldCrowds();
        await FOLDS[fact.code]!(tx, placed as Fact<never>, touched);
      }
      const line = crowd ? crowd.lineOf(placed as never) : touched.line;
      if (line) lines.push({ ...placed, ...line, notable: true });
      if (inThread?.notable || line) shown.push(fact.id);
      touched.line = undefined;
    }
    await foldCrowds();
    await Promise.all([writeLines(tx, lines), countWarnings(tx, touched.warnings)]);
    for (const id of await this.thread.apply(tx, ofThread)) touched.emergencies.add(id);
    return { touched, lines: shown };
  }
}

/** Whoever folds has it until the commit. */
export async function lockHead(tx: Transaction): Promise<number> {
  const [head] = await tx.query<{ position: string }>('select position from picture.stream_head for update');
  return Number(head!.position);
}

/** Each changed item once, as it looks now. */
async function showChanges(tx: Transaction, start: number, touched: Touched, lines: string[]): Promise<void> {
  const { emergencies, warnings, messages, feeds, joined } = touched;
  const ids = [emergencies, warnings, messages, joined, feeds].map((some) => [...some]);
  await tx.query(SHOW_CHANGES, [start, lines, ...ids]);
}

// Named statements are planned once per connection.
const SHOW_CHANGES = {
  name: 'picture.show-changes',
  text: `with touched_emergencies as (
      select unnest($3::uuid[]) as id
      union select emergency_id from picture.emergency_warnings where warning_id = any($4::uuid[]) and detached_at is null
    ), items as (
      select 1 as rank, t.position as place, 'timeline' as kind, t.mode, ${TIMELINE_VIEW} as data
        from picture.timeline t
        where t.event_id = any($2::uuid[]) or (t.warning_id = any($6::uuid[]) and t.emergency_id is null)
      union all select 2, 0, 'warning', w.mode, ${WARNING_VIEW} from picture.warnings w where w.id = any($4::uuid[])
      union all select 3, 0, 'emergency', e.mode, ${EMERGENCY_VIEW}
        from picture.emergencies e where e.id in (select id from touched_emergencies)
      union all select 4, 0, 'message', m.mode, ${MESSAGE_VIEW} from picture.messages m where m.id = any($5::uuid[])
      union all select 5, 0, 'feed', 'actual', ${FEED_VIEW} from picture.feeds f where f.id = any($7::uuid[])
    ), written as (
      insert into picture.stream (position, kind, mode, data)
      select $1 + row_number() over (order by rank, place, data->>'id'), kind, mode, data::text from items
      returning position
    )
    update picture.stream_head set position = greatest(position, (select max(position) from written))`,
};
