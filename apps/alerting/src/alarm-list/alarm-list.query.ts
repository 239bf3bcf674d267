import { X509Certificate } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock, type LocalText } from '@libs/kernel';
import { Database } from '@libs/persistence';
import { alarmText, SIGNATURE_ALARMS, type AlarmKind } from '../domain/alarm';
import { alarmOf } from '../domain/certificate-expiry';
import { AlarmRulesRepository } from '../persistence/alarm-rules.repository';
import { TrustDirectory } from '../persistence/trust-directory';

/** Something that a person has to look at. */
export interface Alarm {
  /** The same as long as it is the same alarm. */
  id: string;
  kind: AlarmKind;
  /** Since when; for a certificate, when it runs out. Instant in UTC. */
  at: string;
  text: LocalText;
  /** The message, of a conflict or a signature. */
  messageId?: string;
  /** The feed that is silent. */
  feedId?: string;
}

interface Row {
  kind: Exclude<AlarmKind, 'certificate-runs-out'>;
  id: string;
  name: string | null;
  at: Date;
}

const MOST_OF_A_KIND = 50;
const ALARMS_NOW = `
  (select 'feed-silent' as kind, id, name, silent_since as at from alerting.feeds where silent_since is not null
   order by silent_since limit ${MOST_OF_A_KIND})
  union all
  (select 'conflict', id, sender, received_at from alerting.cap_messages where outcome = 'conflict'
   order by received_at desc limit ${MOST_OF_A_KIND})
  union all
  (select 'signature-failed', id, sender, received_at from alerting.cap_messages m where received_at > $1
     and exists (select 1 from jsonb_array_elements(m.findings) finding where finding->>'code' = any($2))
   order by received_at desc limit ${MOST_OF_A_KIND})`;

/** Everything that is wrong now with the feeds, the messages, their signatures and the trusted certificates. */
@Injectable()
export class AlarmListQuery {
  constructor(
    private readonly database: Database,
    private readonly trust: TrustDirectory,
    private readonly alarms: AlarmRulesRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute(): Promise<Alarm[]> {
    const now = this.clock();
    const { signatureFailedHours, certificateDays } = this.alarms.rules;
    const since = new Date(now.getTime() - signatureFailedHours * 3_600_000);
    const rows = await this.database.query<Row & Record<string, unknown>>(ALARMS_NOW, [since, SIGNATURE_ALARMS]);
    const { certificates } = await this.trust.current();
    return [...certificates.flatMap((pem) => certificateAlarm(pem, now, certificateDays)), ...rows.map(alarmOfRow)];
  }
}

function alarmOfRow({ kind, id, name, at }: Row): Alarm {
  const about = kind === 'feed-silent' ? { feedId: id } : { messageId: id };
  return { id: `${kind}/${id}`, kind, at: at.toISOString(), text: alarmText(kind, name ?? '?'), ...about };
}

function certificateAlarm(pem: string, now: Date, certificateDays: readonly number[]): Alarm[] {
  const { subject, validTo, fingerprint256 } = new X509Certificate(pem);
  const end = new Date(validTo);
  const days = alarmOf(end, now, certificateDays);
  if (days === undefined) return [];
  const kind = 'certificate-runs-out' as const;
  const text = alarmText(kind, subject.replaceAll('\n', ', '), days);
  return [{ id: `${kind}/${fingerprint256}/${days}`, kind, at: end.toISOString(), text }];
}
