import { HttpProblem } from '@libs/http';
import { newPassword, Passwords } from './passwords';

describe('passwords', () => {
  const passwords = new Passwords();

  it('match the hash that was made of them, and no other', async () => {
    const stored = await passwords.hash('暴雨红色预警2026');

    expect(await passwords.matches('暴雨红色预警2026', stored)).toBe(true);
    expect(await passwords.matches('暴雨红色预警2027', stored)).toBe(false);
  });

  it('are the same in full-width and half-width letters, as keyboards give them', async () => {
    expect(await passwords.matches('ｋey２０２６-abcdef', await passwords.hash('key2026-abcdef'))).toBe(true);
  });

  it('have a salt of their own, so that equal ones do not show', async () => {
    const [one, other] = await Promise.all([passwords.hash('same-password'), passwords.hash('same-password')]);

    expect(one).not.toBe(other);
    expect(one).toMatch(/^scrypt\$32768\$8\$1\$[\w+/=]{24}\$[\w+/=]{44}$/);
  });

  it('never match where there is no account, after the same work', async () => {
    const stored = await passwords.hash('same-password');
    const timed = async (hash: string | undefined) => {
      const before = process.cpuUsage();
      expect(await passwords.matches('wrong', hash)).toBe(false);
      return process.cpuUsage(before).user;
    };
    await timed(undefined);

    const withAccount = await timed(stored);
    const withoutAccount = await timed(undefined);

    expect(withoutAccount).toBeGreaterThan(withAccount / 5);
  });

  it('made at the very same moment by too many are refused instead of filling the memory', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 70 }, () => passwords.matches('x', 'scrypt$16$1$1$AA==$' + 'A'.repeat(43) + '=')),
    );
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');

    expect(refused).toHaveLength(4);
    expect(refused.every(({ reason }) => reason instanceof HttpProblem && reason.code === 'unavailable')).toBe(true);
    expect(await passwords.matches('y', await passwords.hash('y'))).toBe(true);
  });

  it('that are generated are long, without look-alikes, and never the same', () => {
    const many = Array.from({ length: 200 }, newPassword);

    expect(new Set(many).size).toBe(200);
    expect(many.every((password) => /^[2-9a-hj-km-np-zA-HJ-NP-Z]{20}$/.test(password))).toBe(true);
  });
});
