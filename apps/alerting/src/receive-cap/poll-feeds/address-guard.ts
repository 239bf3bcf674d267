import { lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { FeedFault } from './feed-fault';

/** Addresses that lead into this machine, its network or its cloud, or to nobody in particular. */
const PRIVATE: [network: string, prefix: number, family: 'ipv4' | 'ipv6'][] = [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['224.0.0.0', 3, 'ipv4'],
  ['::', 127, 'ipv6'],
  ['64:ff9b::', 96, 'ipv6'],
  ['2002::', 16, 'ipv6'],
  ['fc00::', 7, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
  ['ff00::', 8, 'ipv6'],
];

/** Keeps feeds, their redirects and their links out of private networks, whatever a name resolves to just now. */
export class AddressGuard {
  private readonly forbidden = new BlockList();
  private readonly allowed = new BlockList();

  /** @param allowed private addresses that may be asked all the same, each with or without a prefix length */
  constructor(allowed: readonly string[]) {
    for (const [network, prefix, family] of PRIVATE) this.forbidden.addSubnet(network, prefix, family);
    for (const text of allowed) {
      const [address = '', prefix] = text.split('/');
      const family = familyOf(address);
      if (family === undefined) throw new Error(`ALERTING_FEED_ALLOWED_ADDRESSES: ${text} is no address`);
      this.allowed.addSubnet(address, Number(prefix ?? (family === 'ipv4' ? 32 : 128)), family);
    }
  }

  mayConnect(address: string): boolean {
    const family = familyOf(address);
    if (family === undefined) return false;
    return this.allowed.check(address, family) || !this.forbidden.check(address, family);
  }

  /** A host that is written as an address is not looked up, and has to be checked by itself. */
  check({ hostname }: URL): void {
    const address = hostname.replace(/^\[|\]$/g, '');
    if (isIP(address) && !this.mayConnect(address)) throw new FeedFault('address.forbidden', address);
  }

  /** For `http.request`: what is checked is what is connected to. */
  readonly lookup: LookupFunction = (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      const addresses = found ?? [];
      const refused = addresses.find(({ address }) => !this.mayConnect(address));
      const fault = error ?? (refused && new FeedFault('address.forbidden', refused.address));
      if (fault || addresses.length === 0) return callback(fault ?? new FeedFault('address.unknown', hostname), []);
      if (options.all) return callback(null, addresses);
      return callback(null, addresses[0]!.address, addresses[0]!.family);
    });
  };
}

const familyOf = (address: string): 'ipv4' | 'ipv6' | undefined =>
  (({ 4: 'ipv4', 6: 'ipv6' }) as const)[isIP(address) as 4 | 6];
