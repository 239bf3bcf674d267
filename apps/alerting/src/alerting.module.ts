import { Module } from '@nestjs/common';
import { CLOCK, systemClock } from '@libs/kernel';
import { MessagingModule } from '@libs/messaging';
import { PersistenceModule } from '@libs/persistence';
import { ALERTING_CONFIG, readAlertingConfig } from './alerting.config';
import { AlarmListController } from './alarm-list/alarm-list.http';
import { AlarmListQuery } from './alarm-list/alarm-list.query';
import { ConfigureFeed } from './configure-feed/configure-feed';
import { ConfigureFeedController } from './configure-feed/configure-feed.http';
import { DecideMessage } from './receive-cap/decide-message/decide-message';
import { DecideMessageController } from './receive-cap/decide-message/decide-message.http';
import { ExpireWarnings } from './expire-warnings/expire-warnings';
import { ExpireWarningsJob } from './expire-warnings/expire-warnings.job';
import { FeedListController } from './feed-list/feed-list.http';
import { FeedListQuery } from './feed-list/feed-list.query';
import { MessageListController } from './message-list/message-list.http';
import { MessageListQuery } from './message-list/message-list.query';
import { AlarmRulesRepository } from './persistence/alarm-rules.repository';
import { FeedRepository } from './persistence/feed.repository';
import { MessageRepository } from './persistence/message.repository';
import { WarningRepository } from './persistence/warning.repository';
import { FeedClient } from './receive-cap/poll-feeds/feed.client';
import { PollFeed } from './receive-cap/poll-feeds/poll-feed';
import { PollFeeds } from './receive-cap/poll-feeds/poll-feeds';
import { PollFeedsJob } from './receive-cap/poll-feeds/poll-feeds.job';
import { AnnounceSetAside } from './receive-cap/announce-set-aside';
import { ApplyMessage } from './receive-cap/apply-message';
import { ConcludeMessage } from './receive-cap/conclude-message';
import { EndWarnings } from './receive-cap/end-warnings';
import { IssueWarning } from './receive-cap/issue-warning';
import { JudgeMessage } from './receive-cap/judge-message';
import { JudgingPool } from './receive-cap/judging-pool';
import { Judging } from './receive-cap/judging';
import { JudgeUnjudged } from './receive-cap/judge-unjudged';
import { JudgeUnjudgedJob } from './receive-cap/judge-unjudged.job';
import { NamedWarnings } from './receive-cap/named-warnings';
import { ReceiveCap } from './receive-cap/receive-cap';
import { ReceiveCapController } from './receive-cap/receive-cap.http';
import { TrustDirectory } from './persistence/trust-directory';
import { WatchCertificates } from './watch-certificates/watch-certificates';
import { WatchCertificatesJob } from './watch-certificates/watch-certificates.job';
import { WarningListController } from './warning-list/warning-list.http';
import { WarningListQuery } from './warning-list/warning-list.query';
import { WatchFeeds } from './watch-feeds/watch-feeds';
import { WatchFeedsJob } from './watch-feeds/watch-feeds.job';

/** CAP messages received, and the warnings that were read from them. */
@Module({
  imports: [PersistenceModule.forService('alerting'), MessagingModule.forService('alerting')],
  controllers: [
    ReceiveCapController,
    DecideMessageController,
    WarningListController,
    MessageListController,
    FeedListController,
    AlarmListController,
    ConfigureFeedController,
  ],
  providers: [
    { provide: CLOCK, useValue: systemClock },
    { provide: ALERTING_CONFIG, useFactory: () => readAlertingConfig() },
    MessageRepository,
    WarningRepository,
    FeedRepository,
    ReceiveCap,
    TrustDirectory,
    AlarmRulesRepository,
    JudgingPool,
    Judging,
    WatchCertificates,
    WatchCertificatesJob,
    JudgeMessage,
    ConcludeMessage,
    ApplyMessage,
    IssueWarning,
    EndWarnings,
    NamedWarnings,
    AnnounceSetAside,
    DecideMessage,
    JudgeUnjudged,
    JudgeUnjudgedJob,
    ExpireWarnings,
    ExpireWarningsJob,
    WarningListQuery,
    MessageListQuery,
    FeedListQuery,
    AlarmListQuery,
    ConfigureFeed,
    FeedClient,
    PollFeed,
    PollFeeds,
    PollFeedsJob,
    WatchFeeds,
    WatchFeedsJob,
  ],
})
export class AlertingModule {}
