import { X509Certificate } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '@libs/kernel';
import { createLogger, Metrics } from '@libs/observability';
import { alarmOf, daysLeft } from '../domain/certificate-expiry';
import { AlarmRulesRepository } from '../persistence/alarm-rules.repository';
import { TrustDirectory } from '../persistence/trust-directory';

/** A trusted certificate that is about to run out, or has. */
export interface ExpiringCertificate {
  subject: string;
  validTo: Date;
  /** Days before the end, one of the rule data's; 0 after it. */
  alarm: number;
}

/** Reads the trusted certificates anew and tells, once for each step, of those that run out. */
@Injectable()
export class WatchCertificates {
  private readonly log = createLogger('alerting');
  private readonly told = new Map<string, number>();
  private readonly days;

  constructor(
    private readonly trust: TrustDirectory,
    private readonly alarms: AlarmRulesRepository,
    metrics: Metrics,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.days = metrics.gauge('alerting_certificate_days_left', 'Days until a trusted certificate runs out', [
      'subject',
    ]);
  }

  /** Those of which nobody had been told yet. */
  async execute(now = this.clock()): Promise<ExpiringCertificate[]> {
    const { certificates } = await this.trust.reload();
    this.days.reset();
    return certificates.flatMap((pem) => {
      const certificate = new X509Certificate(pem);
      const subject = certificate.subject.replaceAll('\n', ', ');
      const validTo = new Date(certificate.validTo);
      this.days.set({ subject }, daysLeft(validTo, now));
      const alarm = alarmOf(validTo, now, this.alarms.rules.certificateDays);
      if (alarm === undefined || this.told.get(certificate.fingerprint256) === alarm) return [];
      this.told.set(certificate.fingerprint256, alarm);
      this.log.error({ subject, validTo, daysLeft: daysLeft(validTo, now) }, 'a trusted certificate runs out');
      return [{ subject, validTo, alarm }];
    });
  }
}
