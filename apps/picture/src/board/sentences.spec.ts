import { eventCatalogue, factOf } from '@libs/events';
import { SHOWN_FACTS } from './board.projection';
// @ts-expect-error The page is plain JavaScript, without a build step.
import { SENTENCES, TEXTS } from '../../web/sentences.js';

type LocalText = Record<string, string>;
type Sentence = LocalText & { by?: string };

const placeholders = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!).sort();

/** Each variant of the sentence of a fact. */
const variants = (sentence: Sentence): LocalText[] =>
  sentence.by === undefined
    ? [sentence]
    : Object.entries(sentence).flatMap(([name, text]) => (name === 'by' ? [] : [text as unknown as LocalText]));

describe('the texts of the page', () => {
  it('exist in both languages, with the same facts in them', () => {
    expect(Object.keys(TEXTS.en).sort()).toEqual(Object.keys(TEXTS['zh-CN']).sort());
    for (const [code, text] of Object.entries(TEXTS.en as LocalText)) {
      expect([code, placeholders(text)]).toEqual([code, placeholders((TEXTS['zh-CN'] as LocalText)[code]!)]);
    }
  });

  it('have a sentence for every fact on a timeline, in both languages', () => {
    const told = Object.keys(SENTENCES);

    const elsewhere = ['alerting.message-set-aside', 'alerting.feed-fell-silent', 'alerting.feed-heard-again'];
    expect([...told, ...elsewhere].sort()).toEqual([...SHOWN_FACTS].sort());
    for (const text of Object.values(SENTENCES as Record<string, Sentence>).flatMap(variants)) {
      expect(placeholders(text.en!)).toEqual(placeholders(text['zh-CN']!));
    }
  });

  it('have a variant for every word that a fact can say', () => {
    const missing = eventCatalogue.flatMap(({ type, schema }) => {
      const sentence = (SENTENCES as Record<string, Sentence | undefined>)[factOf(type)];
      if (sentence?.by === undefined) return [];
      const { shape } = schema as unknown as { shape: Record<string, { options: string[] }> };
      return shape[sentence.by]!.options.filter((word) => sentence[word] === undefined).map(
        (word) => `${type} ${word}`,
      );
    });

    expect(missing).toEqual([]);
  });

  it('are shown for every fact of the catalogue: a new one is not forgotten', () => {
    const known = eventCatalogue
      .map(({ type }) => factOf(type))
      .filter((fact) => /^(alerting|response|dispatch|resettlement)\./.test(fact));

    expect([...SHOWN_FACTS].sort()).toEqual(known.sort());
  });
});
