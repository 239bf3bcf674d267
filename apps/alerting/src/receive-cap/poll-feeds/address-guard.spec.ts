import { promisify } from 'node:util';
import { AddressGuard } from './address-guard';

const guard = new AddressGuard([]);

describe('addresses that a feed may have', () => {
  it.each(['8.8.8.8', '223.5.5.5', '2400:3200::1', '172.32.0.1', '11.0.0.1'])('%s', (address) => {
    expect(guard.mayConnect(address)).toBe(true);
  });

  it.each([
    '127.0.0.1',
    '127.9.9.9',
    '10.0.0.1',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.100.100.200',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    'fd00::1',
    'fe80::1',
    'ff02::1',
    '::ffff:127.0.0.1',
    '::ffff:a9fe:a9fe',
    '64:ff9b::7f00:1',
    'localhost',
  ])('never %s', (address) => {
    expect(guard.mayConnect(address)).toBe(false);
  });

  it('those that the operator has allowed', () => {
    const open = new AddressGuard(['127.0.0.1', '10.1.0.0/16']);
    expect(['127.0.0.1', '10.1.2.3', '10.2.0.1', '127.0.0.2'].map((address) => open.mayConnect(address))).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(() => new AddressGuard(['intranet'])).toThrow('ALERTING_FEED_ALLOWED_ADDRESSES');
  });

  it('a name is judged by what it resolves to, an address by itself', async () => {
    const lookup = promisify(guard.lookup as (host: string, options: object, done: (e: Error | null) => void) => void);
    await expect(lookup('localhost', {})).rejects.toMatchObject({ code: 'address.forbidden' });
    for (const url of [
      'http://127.0.0.1/',
      'http://[::1]/',
      'http://2130706433/',
      'http://0x7f.1/',
      'http://017700000001/',
    ])
      expect(() => guard.check(new URL(url))).toThrow('address.forbidden');
  });
});
