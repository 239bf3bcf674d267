import { makeIdentity, type Identity } from '@libs/testing';
import { certificateRecord } from './record';
import { trustIn, type TrustStore } from './trust';

const day = (text: string) => new Date(`${text}T00:00:00Z`);
const root = makeIdentity({ name: 'Root', isAuthority: true });
const middle = makeIdentity({ name: 'Middle', issuer: root, isAuthority: true, validTo: day('2026-09-01') });
const office = makeIdentity({
  name: 'Office',
  issuer: middle,
  validFrom: day('2026-02-01'),
  validTo: day('2026-12-01'),
});
const lone = makeIdentity({ name: 'Lone' });
const SENDER = 'office@example.org';
const storeOf = (identities: Identity[], bindings?: TrustStore['bindings']): TrustStore => ({
  certificates: identities.map(({ certificate }) => certificate.toString()),
  ...(bindings ? { bindings } : {}),
});
const trusts = (store: TrustStore, who: Identity, sent = '2026-07-10T10:00:00Z', sender = SENDER) =>
  trustIn(certificateRecord(who.certificate), sender, sent, store);

describe('a trust store', () => {
  it.each([
    ['trusts a certificate that is in it', storeOf([lone]), lone],
    ['trusts what an authority in it has issued', storeOf([middle]), office],
    ['trusts by way of two authorities', storeOf([root, middle]), office],
  ])('%s', (_, store, who) => expect(trusts(store, who)).toEqual({ trusted: true }));

  it.each([
    ['nobody when it is empty', storeOf([]), office, /nobody trusted has issued/],
    ['nobody whose issuer is not in it', storeOf([root]), office, /nobody trusted has issued/],
    [
      'nobody whose issuer is no authority',
      storeOf([lone]),
      makeIdentity({ name: 'X', issuer: lone }),
      /nobody trusted/,
    ],
    [
      'nobody who only names the issuer',
      storeOf([root]),
      makeIdentity({ name: 'X', issuer: { ...makeIdentity(), certificate: root.certificate } }),
      /not signed by the issuer it names/,
    ],
  ])('trusts %s', (_, store, who, reason) => {
    expect(trusts(store, who)).toEqual({ trusted: false, reason: expect.stringMatching(reason) });
  });

  it.each([
    ['2026-01-31T23:59:59Z', false],
    ['2026-02-01T00:00:00Z', true],
    ['2026-08-31T23:59:59Z', true],
    ['2026-09-01T00:00:01Z', false],
    ['2026-12-01T00:00:01Z', false],
  ])('asks whether every certificate on the way was valid when it was sent, %s', (sent, trusted) => {
    expect(trusts(storeOf([middle]), office, sent).trusted).toBe(trusted);
  });

  it('asks that of a certificate in the store itself', () => {
    expect(trusts(storeOf([lone]), lone, '2027-01-01T00:00:01Z')).toEqual({
      trusted: false,
      reason: 'CN=Lone was not valid then',
    });
  });
});

describe('who may sign for whom', () => {
  const bound = (senders: string[], subjects: string[]) => storeOf([lone], [{ senders, subjects }]);

  it.each([
    ['by its common name', bound([SENDER], ['Lone']), true],
    ['by its whole subject', bound([SENDER], ['CN=Lone']), true],
    ['not for another sender', bound(['else@example.org'], ['Lone']), false],
    ['not under another name', bound([SENDER], ['Lon']), false],
    ['anybody, without bindings', storeOf([lone], []), true],
  ])('%s', (_, store, trusted) => expect(trusts(store, lone).trusted).toBe(trusted));

  it('counts a certificate by its own way and its own sender both', () => {
    expect(trusts(bound([SENDER], ['Office']), office).trusted).toBe(false);
  });
});
