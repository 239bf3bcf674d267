import { eventually } from './eventually';

describe('eventually', () => {
  it('answers as soon as the check neither throws nor says false', async () => {
    const answers = [false, new Error('not yet'), 'here'];

    const seen = await eventually(
      () => {
        const answer = answers.shift();
        if (answer instanceof Error) throw answer;
        return answer;
      },
      { everyMs: 1 },
    );

    expect(seen).toBe('here');
  });

  it('fails with the last reason when the time is over', async () => {
    const never = () => expect([]).toHaveLength(1);

    await expect(eventually(never, { timeoutMs: 5, everyMs: 1 })).rejects.toThrow('toHaveLength');
    await expect(eventually(() => false, { timeoutMs: 5, everyMs: 1 })).rejects.toThrow('Never came true');
  });
});
