import { chosen, readChoice } from './choice';
import type { Goal } from './goal';

const goal = (name: string, covers: string[], more: Partial<Goal> = {}): Goal => ({
  name,
  covers,
  title: name,
  measure: () => Promise.resolve([]),
  ...more,
});
const goals = [goal('thread', ['P1', 'P2']), goal('relay', ['P5']), goal('scale', [], { onlyWhenNamed: true })];
const namesOf = (names: string[]) => chosen(goals, { names }).map(({ name }) => name);

describe('the choice on the command line', () => {
  it('is every goal over both transports in five rounds, unless it is narrowed', () => {
    expect(readChoice([])).toMatchObject({ names: [], transports: ['in-process', 'kafka'], rounds: 5, isQuick: false });
    expect(readChoice(['P1', '--transport', 'kafka', '--rounds', '3'])).toMatchObject({
      names: ['P1'],
      transports: ['kafka'],
      rounds: 3,
    });
    expect(readChoice(['--quick']).rounds).toBe(2);
    expect(readChoice(['cap-soak', '--minutes', '1.5']).minutes).toBe(1.5);
  });

  it.each([
    [['--transport', 'pigeon']],
    [['--rounds', '0']],
    [['--minutes', '0']],
    [['--rounds', 'many']],
    [['--fast']],
  ])('refuses %j', (words) => {
    expect(() => readChoice(words)).toThrow();
  });

  it('finds goals by their name and by what they cover, each once', () => {
    expect(namesOf(['p2', 'P1', 'relay'])).toEqual(['thread', 'relay']);
  });

  it('leaves out of a whole run what is measured only when it is named', () => {
    expect(namesOf([])).toEqual(['thread', 'relay']);
    expect(namesOf(['scale'])).toEqual(['scale']);
  });

  it('measures beside a given thin path only when one is given', () => {
    const beside = [...goals, goal('yardstick', [], { needsYardstick: true })];

    expect(chosen(beside, { names: [] })).toHaveLength(2);
    expect(chosen(beside, { names: [], yardstick: '/given' }).at(-1)!.name).toBe('yardstick');
  });

  it('says which goals there are when it finds none', () => {
    expect(() => namesOf(['P99'])).toThrow('There are: thread (P1 P2), relay (P5), scale.');
  });
});
