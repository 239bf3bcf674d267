import { X509Certificate } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { TrustStore } from '@libs/cap';
import { ALERTING_CONFIG, type AlertingConfig } from '../alerting.config';

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;
const bindings = z.array(
  z.strictObject({ senders: z.array(z.string().min(1)).min(1), subjects: z.array(z.string().min(1)).min(1) }),
);

/** The trusted certificates: `*.pem` files of a folder, and `bindings.json`, which says who may sign for whom. */
@Injectable()
export class TrustDirectory {
  private store: Promise<TrustStore> | undefined;

  constructor(@Inject(ALERTING_CONFIG) private readonly config: AlertingConfig) {}

  /** What was read last; nobody is trusted where no folder is named. */
  current(): Promise<TrustStore> {
    return (this.store ??= this.read());
  }

  /**
   * Reads the folder again. When it cannot be read the store of before stays.
   * @throws with the name of the file that is wrong.
   */
  async reload(): Promise<TrustStore> {
    const store = await this.read();
    this.store = Promise.resolve(store);
    return store;
  }

  private async read(): Promise<TrustStore> {
    const folder = this.config.trustDirectory;
    if (folder === undefined) return { certificates: [] };
    const names = (await readdir(folder)).sort();
    const files = names.filter((name) => name.endsWith('.pem'));
    const certificates = await Promise.all(files.map((name) => certificatesOf(join(folder, name))));
    const store = { certificates: certificates.flat() };
    return names.includes('bindings.json')
      ? { ...store, bindings: await bindingsOf(join(folder, 'bindings.json')) }
      : store;
  }
}

async function certificatesOf(path: string): Promise<string[]> {
  const found = (await readFile(path, 'utf8')).match(CERTIFICATE) ?? [];
  if (found.length === 0) throw new Error(`${path} holds no certificate`);
  try {
    return found.map((pem) => new X509Certificate(pem).toString());
  } catch (error) {
    throw new Error(`${path} is not a certificate: ${String(error)}`);
  }
}

async function bindingsOf(path: string): Promise<z.infer<typeof bindings>> {
  try {
    return bindings.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    throw new Error(`${path} does not say who may sign for whom: ${String(error)}`);
  }
}
