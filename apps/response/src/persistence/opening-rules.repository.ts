import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { readRuleFile, RULE_HEAD, RULE_TEXT } from '@libs/service';
import type { OpeningRules } from '../domain/opening-rules';
import { RESPONSE_CONFIG, type ResponseConfig } from '../response.config';

const file = z.strictObject({
  ...RULE_HEAD,
  id: z.literal('emergency-opening'),
  jurisdiction: z.string().regex(/^\d{2,12}$/),
  name: RULE_TEXT,
  timeZone: z.string().refine((name) => Intl.supportedValuesOf('timeZone').includes(name), 'is no time zone'),
  bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]),
  hazards: z
    .array(
      z.strictObject({
        hazard: z.string().regex(/^[a-z-]+$/),
        name: RULE_TEXT,
        eventCodes: z.array(z.string()),
        words: z.array(z.string().min(1)),
        colours: z.array(z.enum(['blue', 'yellow', 'orange', 'red'])),
        severities: z.array(z.enum(['Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown'])),
      }),
    )
    .min(1),
  closing: z.strictObject({ deciders: z.array(z.string()).min(1) }),
});

/** Reads the jurisdiction's rule data once, at the start; a rule without a confirmed source must be a draft. */
@Injectable()
export class OpeningRulesRepository {
  readonly rules: OpeningRules;

  constructor(@Inject(RESPONSE_CONFIG) config: ResponseConfig) {
    this.rules = readOpeningRules(join(config.rulesDir, 'emergency-opening', `${config.jurisdiction}.json`));
  }
}

/** @throws one line that names the file and the field, when the file is missing or wrong. */
export function readOpeningRules(path: string): OpeningRules {
  return readRuleFile(path, file);
}
