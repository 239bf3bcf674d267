import { Injectable } from '@nestjs/common';
import type { Transaction } from '@libs/persistence';

/** A sign-in; every token belongs to one. */
export interface Session {
  id: string;
  accountId: string;
  /** A page's session lives for a shift and its token is renewed; a bearer token's ends with the token. */
  purpose: 'page' | 'token';
  expiresAt: Date;
}

@Injectable()
export class SessionRepository {
  async insert(tx: Transaction, { id, accountId, purpose, expiresAt }: Session): Promise<void> {
    await tx.query('insert into registry.sessions (id, account_id, purpose, expires_at) values ($1, $2, $3, $4)', [
      id,
      accountId,
      purpose,
      expiresAt,
    ]);
  }

  /** Whether a token of the session may still be used. */
  async isOpen(tx: Transaction, id: string): Promise<boolean> {
    const rows = await tx.query(
      'select 1 from registry.sessions where id = $1 and ended_at is null and expires_at > now()',
      [id],
    );
    return rows.length > 0;
  }

  async get(tx: Transaction, id: string): Promise<Session | undefined> {
    const [row] = await tx.query<{ id: string; account_id: string; purpose: Session['purpose']; expires_at: Date }>(
      'select id, account_id, purpose, expires_at from registry.sessions where id = $1 and ended_at is null',
      [id],
    );
    return row && { id: row.id, accountId: row.account_id, purpose: row.purpose, expiresAt: row.expires_at };
  }

  async end(tx: Transaction, id: string): Promise<void> {
    await tx.query('update registry.sessions set ended_at = now() where id = $1 and ended_at is null', [id]);
  }

  async endAllOf(tx: Transaction, accountId: string): Promise<void> {
    await tx.query('update registry.sessions set ended_at = now() where account_id = $1 and ended_at is null', [
      accountId,
    ]);
  }

  /** Sessions that ended long ago say nothing that the audit log does not say. */
  async deleteLongEnded(tx: Transaction): Promise<void> {
    await tx.query(
      `delete from registry.sessions where id in
         (select id from registry.sessions where expires_at < now() - interval '1 day' limit 100 for update skip locked)`,
    );
  }
}
