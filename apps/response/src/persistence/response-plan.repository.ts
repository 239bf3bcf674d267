import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { readRuleFile, RULE_HEAD, RULE_TEXT } from '@libs/service';
import { refuse } from '../domain/refusals';
import { COUNTED, concerns, dayIn, LEVELS, speaksIn, type ResponsePlan } from '../domain/response-plan';
import { RESPONSE_CONFIG, type ResponseConfig } from '../response.config';
import { OpeningRulesRepository } from './opening-rules.repository';

const name = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);
const roles = z.array(z.string().min(1));
const authority = z.strictObject({ body: RULE_TEXT, decides: roles, raises: roles, lowers: roles, ends: roles });
const condition = z
  .strictObject({
    metric: name.max(64),
    unit: name.max(32),
    op: z.enum(['>=', '<']),
    value: z.number(),
    below: z.number().optional(),
  })
  .refine(({ value, below }) => below === undefined || below > value, 'the upper bound is not above the number')
  .refine(({ op, below }) => below === undefined || op === '>=', 'only >= has an upper bound');
const file = z.strictObject({
  ...RULE_HEAD,
  id: name.max(64),
  jurisdiction: z.string().regex(/^\d{2}(\d{2}(\d{2}(\d{3}(\d{3})?)?)?)?$/),
  name: RULE_TEXT,
  hazards: z.union([z.literal('all'), z.array(name).min(1)]),
  endorsers: roles.min(1),
  authority: z.partialRecord(z.enum(LEVELS), authority),
  declared: z.array(
    z.strictObject({ metric: name.max(64), unit: name.max(32), name: RULE_TEXT, across: z.enum(['sum', 'highest']) }),
  ),
  rows: z
    .array(
      z.strictObject({
        id: name.max(64),
        level: z.enum(LEVELS),
        evidence: RULE_HEAD.evidence,
        draft: RULE_HEAD.draft,
        scope: z.enum(['jurisdiction', 'province']),
        when: z.array(condition).min(1),
      }),
    )
    .min(1),
});

/** Reads the plans once, at the start. */
@Injectable()
export class ResponsePlanRepository {
  /** In the order of their files. */
  readonly plans: readonly ResponsePlan[];
  private readonly timeZone: string;

  constructor(@Inject(RESPONSE_CONFIG) config: ResponseConfig, { rules }: OpeningRulesRepository) {
    const all = readResponsePlans(join(config.rulesDir, 'response-plans'));
    this.plans = all.filter((plan) => concerns(plan, config.jurisdiction));
    this.timeZone = rules.timeZone;
  }

  /** The plans that speak in an emergency at an instant. */
  speakingIn(emergency: { hazard: string; divisionCodes: readonly string[] }, at: Date): ResponsePlan[] {
    const day = dayIn(this.timeZone, at);
    return this.plans.filter((plan) => speaksIn(plan, emergency, day));
  }

  /** Refuses `level.plan-gone`. */
  named(id: string): ResponsePlan {
    return this.plans.find((plan) => plan.id === id) ?? refuse('level.plan-gone', { plan: id });
  }
}

/** @throws one line that names the file and the field, when a file is wrong. */
export function readResponsePlans(folder: string): ResponsePlan[] {
  let files: string[];
  try {
    files = readdirSync(folder).filter((path) => path.endsWith('.json'));
  } catch (error) {
    throw new Error(`rule folder ${folder} cannot be read: ${(error as Error).message}`, { cause: error });
  }
  const plans = files.sort().map((path) => readResponsePlan(join(folder, path)));
  const twice = plans.find(({ id }, i) => plans.findIndex((other) => other.id === id) !== i);
  if (twice) throw new Error(`rule folder ${folder}: two files have the id ${twice.id}`);
  return plans;
}

/** @throws one line that names the file and the field, when the file is missing or wrong. */
export function readResponsePlan(path: string): ResponsePlan {
  const plan = readRuleFile(path, file);
  const fault = faultOf(plan);
  if (fault) throw new Error(`rule file ${path}: ${fault}`);
  return plan;
}

/** What the fields contradict each other in. */
function faultOf(plan: ResponsePlan): string | undefined {
  const counted = plan.declared.find(({ metric }) => metric in COUNTED);
  if (counted) return `/declared: ${counted.metric} is counted and cannot be declared`;
  const units = new Map(Object.entries(COUNTED));
  for (const { metric, unit } of plan.declared) units.set(metric, unit);
  for (const [i, row] of plan.rows.entries()) {
    const at = `/rows/${i}`;
    if (plan.rows.findIndex(({ id }) => id === row.id) !== i) return `${at}/id ${row.id} is there twice`;
    if (row.evidence !== 'V' && !row.draft) return `${at} evidence ${row.evidence} must be marked draft`;
    if (!plan.authority[row.level]) return `/authority/${row.level} is missing`;
    for (const [j, { metric, unit }] of row.when.entries()) {
      const known = units.get(metric);
      if (known === undefined) return `${at}/when/${j}/metric ${metric} is neither counted nor declared`;
      if (known !== unit) return `${at}/when/${j}/unit ${unit} should be ${known}`;
    }
  }
  return undefined;
}
