import { Injectable } from '@nestjs/common';
import type { JSONWebKeySet } from 'jose';
import { Tokens } from '../tokens/tokens';

/** The public keys with which any service checks a token; never a private one. */
@Injectable()
export class KeySet {
  constructor(private readonly tokens: Tokens) {}

  execute(): Promise<JSONWebKeySet> {
    return this.tokens.publicKeys();
  }
}
