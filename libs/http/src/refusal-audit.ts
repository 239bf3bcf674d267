import { Logger } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { runInContext } from '@libs/observability';
import { UnitOfWork, type Database } from '@libs/persistence';
import { bearerOrCookie } from './authentication-guard';
import { contextOf } from './request-context';
import { serviceOf } from './route-service';
import type { TokenVerifier } from './token-verifier';

const CHANGES_NOTHING = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Writes into the service's audit log that a known account was refused: a command for whatever reason, a read for lack
 * of right. What strangers send is not written, nor what came too often: they could fill the log.
 */
export class RefusalAudit {
  private readonly logger = new Logger('Http');
  private readonly units = new Map<string, Promise<UnitOfWork | undefined>>();

  constructor(
    private readonly database: Database | undefined,
    private readonly verifier: TokenVerifier,
  ) {}

  /** Never throws: the client gets the refusal also when it cannot be written. */
  async record(request: FastifyRequest, status: number, code: string): Promise<void> {
    if (
      status < 400 ||
      status >= 500 ||
      status === 429 ||
      (CHANGES_NOTHING.has(request.method) && status !== 401 && status !== 403)
    )
      return;
    try {
      const service = serviceOf(request);
      const unit = service === undefined ? undefined : await this.unitOf(service);
      const account = unit && (request.account ?? (await this.verifier.identify(bearerOrCookie(request))));
      if (!unit || !account) return;
      const work = { ...contextOf(request), actor: account };
      const details = { method: request.method, route: request.routeOptions.url, status, code };
      await runInContext(work, () =>
        unit.run((tx) => tx.audit({ action: 'request.refused', subject: account.id, details })),
      );
    } catch (error) {
      this.logger.warn(
        `A refusal is missing in the audit log: ${code}, ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }

  /** Undefined for a service without an audit log. */
  private unitOf(service: string): Promise<UnitOfWork | undefined> {
    const known = this.units.get(service) ?? this.find(service);
    this.units.set(service, known);
    known.catch(() => this.units.delete(service));
    return known;
  }

  private async find(service: string): Promise<UnitOfWork | undefined> {
    if (!this.database) return undefined;
    const [row] = await this.database.query<{ table: string | null }>('select to_regclass($1) as table', [
      `"${service}".audit_log`,
    ]);
    return row?.table ? new UnitOfWork(this.database, service) : undefined;
  }
}
