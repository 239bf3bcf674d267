import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { readRuleFile, RULE_HEAD } from '@libs/service';
import { ALERTING_CONFIG, type AlertingConfig } from '../alerting.config';
import type { AlarmRules } from '../domain/alarm';

const file = z.strictObject({
  ...RULE_HEAD,
  id: z.literal('alerting-alarms'),
  jurisdiction: z.literal('any'),
  certificateDays: z.array(z.number().int().positive()).min(1),
  signatureFailedHours: z.number().positive(),
});

/** Reads once, at the start, when somebody is alarmed. */
@Injectable()
export class AlarmRulesRepository {
  readonly rules: AlarmRules;

  constructor(@Inject(ALERTING_CONFIG) config: AlertingConfig) {
    this.rules = readRuleFile(join(config.rulesDir, 'alerting-alarms', 'any.json'), file);
  }
}
