import { Module } from '@nestjs/common';
import { MessagingModule } from '@libs/messaging';
import { PersistenceModule } from '@libs/persistence';
import { AttachWarning } from './attach-warning/attach-warning';
import { AttachWarningController } from './attach-warning/attach-warning.http';
import { DecideClosing } from './decide-closing/decide-closing';
import { DecideClosingController } from './decide-closing/decide-closing.http';
import { DetachWarning } from './detach-warning/detach-warning';
import { DetachWarningController } from './detach-warning/detach-warning.http';
import { EmergencyListController } from './emergency-list/emergency-list.http';
import { EmergencyListQuery } from './emergency-list/emergency-list.query';
import { OnWarningIssued } from './on-warning-issued/on-warning-issued';
import { OnWarningIssuedConsumer } from './on-warning-issued/on-warning-issued.consumer';
import { OnWarningLapsed } from './on-warning-lapsed/on-warning-lapsed';
import { OnWarningLapsedConsumer } from './on-warning-lapsed/on-warning-lapsed.consumer';
import { ClosingContentRepository } from './persistence/closing-content.repository';
import { ClosingRepository } from './persistence/closing.repository';
import { EmergencyRepository } from './persistence/emergency.repository';
import { OpeningRulesRepository } from './persistence/opening-rules.repository';
import { WarningRepository } from './persistence/warning.repository';
import { ProposeClosing } from './propose-closing/propose-closing';
import { ProposeClosingController } from './propose-closing/propose-closing.http';
import { readResponseConfig, RESPONSE_CONFIG } from './response.config';

/** Emergencies: what opens them, what belongs to them, and who says that they are over. */
@Module({
  imports: [PersistenceModule.forService('response'), MessagingModule.forService('response')],
  controllers: [
    OnWarningIssuedConsumer,
    OnWarningLapsedConsumer,
    AttachWarningController,
    DetachWarningController,
    ProposeClosingController,
    DecideClosingController,
    EmergencyListController,
  ],
  providers: [
    { provide: RESPONSE_CONFIG, useFactory: () => readResponseConfig() },
    OpeningRulesRepository,
    EmergencyRepository,
    WarningRepository,
    ClosingRepository,
    ClosingContentRepository,
    OnWarningIssued,
    OnWarningLapsed,
    AttachWarning,
    DetachWarning,
    ProposeClosing,
    DecideClosing,
    EmergencyListQuery,
  ],
})
export class ResponseModule {}
