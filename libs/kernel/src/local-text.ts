/** A text for people in both languages that every user-visible text has. */
export interface LocalText {
  'zh-CN': string;
  en: string;
}
