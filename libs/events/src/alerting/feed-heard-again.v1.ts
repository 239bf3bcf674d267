import { z } from 'zod';
import { defineEvent } from '../define-event';
import { id, instant } from '../fields';
import { alertingFeed } from '../topics';

/** A feed that had fallen silent is heard again, or is not watched any more. */
export const FeedHeardAgainV1 = defineEvent({
  type: 'alerting.feed-heard-again.v1',
  topic: alertingFeed,
  key: (data) => data.feedId,
  sentence: { 'zh-CN': '预警来源恢复联系。', en: 'A silent feed is heard again, or is not watched any more.' },
  schema: z.object({
    feedId: id.describe('The feed'),
    name: z.string().max(200).describe('Its name for people'),
    silentSince: instant.describe('Since when it had been silent'),
    heardAt: instant.describe('When that ended'),
    how: z.enum(['heard', 'not-watched']).describe('heard: it answers again; not-watched: somebody switched it off'),
  }),
  examples: [
    {
      feedId: '0198f7a0-0000-7000-8000-0000000000f1',
      name: '庆阳市气象台',
      silentSince: '2021-10-03T00:00:00Z',
      heardAt: '2021-10-03T00:40:00Z',
      how: 'heard',
    },
  ],
});
