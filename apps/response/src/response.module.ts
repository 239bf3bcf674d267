import { Module } from '@nestjs/common';
import { MessagingModule } from '@libs/messaging';
import { PersistenceModule } from '@libs/persistence';
import { AttachWarning } from './attach-warning/attach-warning';
import { AttachWarningController } from './attach-warning/attach-warning.http';
import { CancelEmergency } from './cancel-emergency/cancel-emergency';
import { CancelEmergencyController } from './cancel-emergency/cancel-emergency.http';
import { ChangeLevel } from './change-level/change-level';
import { ChangeLevelController } from './change-level/change-level.http';
import { DecideClosing } from './decide-closing/decide-closing';
import { DecideClosingController } from './decide-closing/decide-closing.http';
import { DecideLevel } from './decide-level/decide-level';
import { DecideLevelController } from './decide-level/decide-level.http';
import { DeclareFact } from './declare-fact/declare-fact';
import { DeclareFactController } from './declare-fact/declare-fact.http';
import { DetachWarning } from './detach-warning/detach-warning';
import { DetachWarningController } from './detach-warning/detach-warning.http';
import { EmergencyListController } from './emergency-list/emergency-list.http';
import { EmergencyListQuery } from './emergency-list/emergency-list.query';
import { EndLevel } from './end-level/end-level';
import { EndLevelController } from './end-level/end-level.http';
import { EndorseLevel } from './endorse-level/endorse-level';
import { EndorseLevelController } from './endorse-level/endorse-level.http';
import { FigureListController } from './figure-list/figure-list.http';
import { FigureListQuery } from './figure-list/figure-list.query';
import { LevelListController } from './level-list/level-list.http';
import { LevelListQuery } from './level-list/level-list.query';
import { OnWarningIssued } from './on-warning-issued/on-warning-issued';
import { OnWarningIssuedConsumer } from './on-warning-issued/on-warning-issued.consumer';
import { OnWarningLapsed } from './on-warning-lapsed/on-warning-lapsed';
import { OnWarningLapsedConsumer } from './on-warning-lapsed/on-warning-lapsed.consumer';
import { ActivationRepository } from './persistence/activation.repository';
import { ClosingContentRepository } from './persistence/closing-content.repository';
import { ClosingRepository } from './persistence/closing.repository';
import { DeclaredFactRepository } from './persistence/declared-fact.repository';
import { EmergencyRepository } from './persistence/emergency.repository';
import { FigureRepository } from './persistence/figure.repository';
import { LevelProposalRepository } from './persistence/level-proposal.repository';
import { OpeningRulesRepository } from './persistence/opening-rules.repository';
import { ReportedPersonRepository } from './persistence/reported-person.repository';
import { ResponsePlanRepository } from './persistence/response-plan.repository';
import { WarningRepository } from './persistence/warning.repository';
import { PlanListController } from './plan-list/plan-list.http';
import { PlanListQuery } from './plan-list/plan-list.query';
import { ProposeClosing } from './propose-closing/propose-closing';
import { ProposeClosingController } from './propose-closing/propose-closing.http';
import { FiguresChanged } from './propose-levels/figures-changed';
import { ProposeLevels } from './propose-levels/propose-levels';
import { ProposeLevelsConsumer } from './propose-levels/propose-levels.consumer';
import { readResponseConfig, RESPONSE_CONFIG } from './response.config';

/** Emergencies: what opens them, what belongs to them, which levels the plans propose, and who decides. */
@Module({
  imports: [PersistenceModule.forService('response'), MessagingModule.forService('response')],
  controllers: [
    OnWarningIssuedConsumer,
    OnWarningLapsedConsumer,
    ProposeLevelsConsumer,
    AttachWarningController,
    DetachWarningController,
    ProposeClosingController,
    DecideClosingController,
    EmergencyListController,
    CancelEmergencyController,
    ChangeLevelController,
    DecideLevelController,
    DeclareFactController,
    EndLevelController,
    EndorseLevelController,
    FigureListController,
    LevelListController,
    PlanListController,
  ],
  providers: [
    { provide: RESPONSE_CONFIG, useFactory: () => readResponseConfig() },
    OpeningRulesRepository,
    EmergencyRepository,
    WarningRepository,
    ClosingRepository,
    ClosingContentRepository,
    ResponsePlanRepository,
    ActivationRepository,
    DeclaredFactRepository,
    FigureRepository,
    LevelProposalRepository,
    ReportedPersonRepository,
    OnWarningIssued,
    OnWarningLapsed,
    AttachWarning,
    DetachWarning,
    ProposeClosing,
    DecideClosing,
    EmergencyListQuery,
    ProposeLevels,
    FiguresChanged,
    CancelEmergency,
    ChangeLevel,
    DecideLevel,
    DeclareFact,
    EndLevel,
    EndorseLevel,
    FigureListQuery,
    LevelListQuery,
    PlanListQuery,
  ],
})
export class ResponseModule {}
