import { TEXTS } from './texts.js';

const KEY = 'fenghuo.language';
let language = chosen() ?? (navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en');

function chosen() {
  const kept = localStorage.getItem(KEY);
  return kept === 'zh-CN' || kept === 'en' ? kept : undefined;
}

/** 'zh-CN' or 'en'. */
export const current = () => language;

/** A text of the page; `{name}` is filled from the facts. */
export const t = (code, facts = {}) => fill(TEXTS[language][code] ?? code, facts);

/** The side of a LocalText that is being read; a plain text is itself. */
export const local = (text) => (typeof text === 'object' && text !== null ? (text[language] ?? text.en) : (text ?? ''));

export const fill = (text, facts) => text.replace(/\{(\w+)\}/g, (_, name) => String(facts[name] ?? ''));

/** Writes the fixed texts into the page, and keeps the choice. */
export function speak(next = language) {
  language = next;
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll('[data-text]')) element.textContent = t(element.dataset.text);
  for (const element of document.querySelectorAll('[data-label]'))
    element.setAttribute('aria-label', t(element.dataset.label));
}

/** The button shows the other language, in that language. */
export function toggle(button, changed) {
  const show = () => {
    const other = language === 'en' ? 'zh-CN' : 'en';
    button.textContent = TEXTS[other].languageName;
    button.lang = other;
  };
  button.addEventListener('click', () => {
    speak(language === 'en' ? 'zh-CN' : 'en');
    localStorage.setItem(KEY, language);
    show();
    changed();
  });
  show();
}
