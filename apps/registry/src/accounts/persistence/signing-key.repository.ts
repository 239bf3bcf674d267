import { Injectable } from '@nestjs/common';
import type { JWK } from 'jose';
import type { Transaction } from '@libs/persistence';

/** A key pair that signs tokens: the newest one signs, the others are still believed. */
export interface SigningKey {
  kid: string;
  privateJwk: JWK;
  publicJwk: JWK;
  createdAt: Date;
}

@Injectable()
export class SigningKeyRepository {
  /** Newest first. */
  async all(tx: Transaction): Promise<SigningKey[]> {
    const rows = await tx.query<{ kid: string; private_jwk: JWK; public_jwk: JWK; created_at: Date }>(
      'select kid, private_jwk, public_jwk, created_at from registry.signing_keys order by created_at desc, kid',
    );
    return rows.map((row) => ({
      kid: row.kid,
      privateJwk: row.private_jwk,
      publicJwk: row.public_jwk,
      createdAt: row.created_at,
    }));
  }

  /** One process at a time may make or retire keys, until its transaction ends. */
  async lock(tx: Transaction): Promise<void> {
    await tx.query("select pg_advisory_xact_lock(hashtext('registry.signing-keys'))");
  }

  async insert(tx: Transaction, { kid, privateJwk, publicJwk }: Omit<SigningKey, 'createdAt'>): Promise<void> {
    await tx.query('insert into registry.signing_keys (kid, private_jwk, public_jwk) values ($1, $2, $3)', [
      kid,
      JSON.stringify(privateJwk),
      JSON.stringify(publicJwk),
    ]);
  }

  /** Deletes keys whose last token has expired: those that a newer key replaced longer ago than any token lives. */
  async deleteSpent(tx: Transaction, longestTokenSeconds: number): Promise<void> {
    await tx.query(
      `delete from registry.signing_keys as old where exists (select 1 from registry.signing_keys as newer
         where newer.created_at > old.created_at and newer.created_at < now() - make_interval(secs => $1))`,
      [longestTokenSeconds],
    );
  }
}
