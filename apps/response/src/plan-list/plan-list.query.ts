import { Injectable } from '@nestjs/common';
import type { ResponsePlan } from '../domain/response-plan';
import { ResponsePlanRepository } from '../persistence/response-plan.repository';

/** The rule data as they were read at the start, drafts said to be drafts. */
@Injectable()
export class PlanListQuery {
  constructor(private readonly plans: ResponsePlanRepository) {}

  list(): { items: readonly ResponsePlan[] } {
    return { items: this.plans.plans };
  }
}
