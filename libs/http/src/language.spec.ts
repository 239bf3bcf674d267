import { preferredLanguage } from './language';

describe('the language of an answer', () => {
  it.each([
    [undefined, 'en'],
    ['', 'en'],
    ['*', 'en'],
    ['de-DE,fr;q=0.8', 'en'],
    ['zh', 'zh-CN'],
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh-CN'],
    ['en-US,en;q=0.9,zh-CN;q=0.8', 'en'],
    ['en;q=0.2, zh-Hans;q=0.7', 'zh-CN'],
    ['zh;q=0', 'en'],
    ['fr, zh-TW;q=0.1', 'zh-CN'],
    ['zhuang', 'en'],
    ['zh;q=abc', 'en'],
  ])('for %j is %s', (header, language) => {
    expect(preferredLanguage(header)).toBe(language);
  });
});
