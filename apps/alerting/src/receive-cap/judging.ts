import { Injectable } from '@nestjs/common';
import type { JudgeOptions } from '@libs/cap';
import { signatureFault, type SignaturePolicy } from '../domain/signature-policy';
import { serviceFinding } from '../domain/findings';
import type { Assessment } from './assessment';
import { JudgingPool } from './judging-pool';

export interface DocumentToJudge {
  bytes: Uint8Array;
  receivedAt: Date;
  /** What its source is asked for; nothing when it is not said. */
  signaturePolicy?: SignaturePolicy | null | undefined;
  /** What a person says in the place of the document. */
  supplied?: JudgeOptions['supplied'];
}

/** Feeds are larger than messages; what is handed in is cut at the edge already. */
const LARGEST = 16 * 1024 * 1024;

/** The one place where documents are judged. */
@Injectable()
export class Judging {
  constructor(private readonly pool: JudgingPool) {}

  async execute({ bytes, receivedAt, signaturePolicy, supplied }: DocumentToJudge): Promise<Assessment> {
    const policy = signaturePolicy ?? 'checked';
    const assessment = await this.pool.assess(bytes, {
      // By the time of receipt: a message that a crash has delayed gets the verdict it would have had.
      now: receivedAt,
      maxBytes: LARGEST,
      signatures: policy === 'ignored' ? 'ignore' : 'check',
      ...(supplied ? { supplied } : {}),
    });
    return underPolicy(assessment, policy);
  }
}

/** Adds what the policy of the source finds to each message that would be acted on. */
function underPolicy(assessment: Assessment, policy: SignaturePolicy): Assessment {
  if (assessment.alerts) return { ...assessment, alerts: assessment.alerts.map((one) => underPolicy(one, policy)) };
  const fault = signatureFault(
    policy,
    assessment.verdict,
    assessment.findings.map(({ code }) => code),
  );
  if (!fault) return assessment;
  const { verdict, because } = fault;
  return { ...assessment, verdict, findings: [serviceFinding(because), ...assessment.findings] };
}
