import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the servers of a running cluster are, for tools that are given its data folder. */
export interface Addresses {
  /** Unless it is the embedded one of the folder. */
  databaseUrl?: string;
  brokers: string;
}

const fileIn = (dataDir: string): string => join(dataDir, 'cluster-addresses.json');

/** Notes them for as long as the cluster runs; the file may hold a password. */
export function noteAddresses(dataDir: string, addresses: Addresses): void {
  writeFileSync(fileIn(dataDir), JSON.stringify(addresses), { mode: 0o600 });
}

export const forgetAddresses = (dataDir: string): void => rmSync(fileIn(dataDir), { force: true });

/** Those of the cluster that runs in the folder; nothing when none does. */
export function notedAddresses(dataDir: string): Partial<Addresses> {
  try {
    return JSON.parse(readFileSync(fileIn(dataDir), 'utf8')) as Addresses;
  } catch {
    return {};
  }
}
