import { z } from 'zod';
import { defineEvent } from '../define-event';
import { id, instant } from '../fields';
import { alertingFeed } from '../topics';

/** Nothing has been heard of a feed for too long: warnings may be missing, and a person has to find out why. */
export const FeedFellSilentV1 = defineEvent({
  type: 'alerting.feed-fell-silent.v1',
  topic: alertingFeed,
  key: (data) => data.feedId,
  sentence: {
    'zh-CN': '预警来源长时间无法联系，可能漏收预警。',
    en: 'A feed has not been heard of for too long; warnings may be missing.',
  },
  schema: z.object({
    feedId: id.describe('The feed'),
    name: z.string().max(200).describe('Its name for people'),
    silentSince: instant.describe('When it was last heard of, or began to be watched'),
    detail: z.string().max(500).optional().describe('What the last attempt ended with'),
  }),
  examples: [
    {
      feedId: '0198f7a0-0000-7000-8000-0000000000f1',
      name: '庆阳市气象台',
      silentSince: '2021-10-03T00:00:00Z',
      detail: 'http.503',
    },
  ],
});
