import { readArguments, UnusableArguments } from './arguments';

describe('npm run cluster', () => {
  it('runs one process of each service, with the city, where PORT says, unless it is told otherwise', () => {
    expect(readArguments([])).toEqual({ replicas: {}, isEmpty: false });
  });

  it('takes replicas of all services and of one, the one being the more precise', () => {
    expect(readArguments(['--replicas', 'picture=3,all=2', '--port', '8080', '--empty'])).toEqual({
      replicas: { registry: 2, alerting: 2, response: 2, dispatch: 2, resettlement: 2, picture: 3 },
      isEmpty: true,
      port: 8080,
    });
    expect(readArguments(['--replicas=dispatch=4']).replicas).toEqual({ dispatch: 4 });
  });

  it.each([
    [['--replicas', 'pictures=2'], 'pictures=2'],
    [['--replicas', 'picture=0'], 'picture=0'],
    [['--replicas', 'picture=17'], 'picture=17'],
    [['--replicas', 'picture'], 'picture'],
    [['--port', 'http'], 'http'],
    [['--port', '65536'], '65536'],
    [['--replica', 'all=2'], '--replica'],
    [['all=2'], 'all=2'],
  ])('says in both languages what is wrong with %j, and how it is called', (words, wrong) => {
    const refused = (): never => {
      readArguments(words);
      throw new Error('was taken');
    };

    expect(refused).toThrow(UnusableArguments);
    try {
      refused();
    } catch (error) {
      const { text } = error as UnusableArguments;
      expect(text['zh-CN']).toContain(wrong);
      expect(text.en).toContain(wrong);
      expect(text.en).toContain('npm run cluster [-- ');
    }
  });
});
