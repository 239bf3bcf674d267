import type { LocalText } from '@libs/kernel';
import type { OpeningRules } from './opening-rules';

/** What people call an emergency: place, hazard and month, in the jurisdiction's time zone. */
export function titleOf(rules: OpeningRules, hazard: string, openedAt: Date): LocalText {
  const name = rules.hazards.find((rule) => rule.hazard === hazard)!.name;
  const [year, month] = new Intl.DateTimeFormat('en-CA', {
    timeZone: rules.timeZone,
    year: 'numeric',
    month: '2-digit',
  })
    .format(openedAt)
    .split('-') as [string, string];
  return {
    'zh-CN': `${rules.name['zh-CN']}${year}年${Number(month)}月${name['zh-CN']}`,
    en: `${name.en}, ${rules.name.en}, ${year}-${month}`,
  };
}
