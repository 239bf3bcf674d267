const WELL_FORMED = /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,4}$/;
const HAN = /[\u4e00-\u9fff]/g;
const LATIN = /[A-Za-z]/g;
/** Beyond the letters that European languages add to the Latin ones. */
const BEYOND_LATIN = /[^\u0000-\u024f]/gu;

/** A language tag in its usual letter case (`zh-CN`); undefined when it is not a tag at all (`romanian`). */
export function languageTag(text: string): string | undefined {
  const tag = text.replaceAll('_', '-');
  if (!WELL_FORMED.test(tag)) return undefined;
  const [language, ...rest] = tag.split('-') as [string, ...string[]];
  return [language.toLowerCase(), ...rest.map(subtag)].join('-');
}

function subtag(part: string): string {
  if (part.length === 2) return part.toUpperCase();
  if (part.length === 4 && /^[A-Za-z]+$/.test(part)) return part[0]?.toUpperCase() + part.slice(1).toLowerCase();
  return part.toLowerCase();
}

/** Words that hardly an English warning does without, and that are no words of the languages around it. */
const ENGLISH =
  /\b(?:the|of|and|for|with|from|this|will|has|have|been|are|is|until|warning|watch|alert|advisory|heavy|storm|flood|earthquake|drought|rain)\b/i;

/**
 * The language of a text that names none. The standard's default is en-US, which is wrong for most such messages: only
 * English words get it; Chinese characters say `zh`, anything else `und`.
 */
export function assumedLanguage(text: string): string {
  const sample = text.slice(0, 4000);
  const han = sample.match(HAN)?.length ?? 0;
  const latin = sample.match(LATIN)?.length ?? 0;
  if (han > 0 && han * 4 >= latin) return 'zh';
  const others = sample.match(BEYOND_LATIN)?.length ?? 0;
  return others > latin || (latin > 0 && !ENGLISH.test(sample)) ? 'und' : 'en-US';
}
