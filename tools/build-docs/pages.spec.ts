import { defineEvent, defineTopic } from '@libs/events';
import { z } from 'zod';
import { jsonSchemaOf } from '../contracts/event-schemas';
import { eventsPage } from './events-page';
import { readingsIn } from './readings';
import { rulesPage } from './rules-page';

describe('the page of events', () => {
  const event = defineEvent({
    type: 'dispatch.mission-accepted.v1',
    topic: defineTopic({ name: 'dispatch.mission', partitions: 3, retention: 'facts', sentence: 'Missions.' }),
    key: (data) => data.missionId,
    sentence: { 'zh-CN': '任务已接受。', en: 'A mission was accepted.' },
    schema: z.object({
      missionId: z.string().describe('The mission'),
      urgency: z.enum(['now', 'later']).optional().describe('How soon | or not'),
      crew: z.array(z.object({ name: z.string().max(9).describe('Name') })).describe('Who goes'),
    }),
    examples: [{ missionId: 'm-1', crew: [] }],
  });
  const page = eventsPage([{ event, schema: jsonSchemaOf(event.schema) }]);

  it('tells topic, key, sentence, fields and an example', () => {
    expect(page).toContain('| `dispatch.mission` | 3 | for ever | Missions. |');
    expect(page).toContain('任务已接受。 A mission was accepted.');
    expect(page).toContain('Topic `dispatch.mission`, key `missionId`.');
    expect(page).toContain('| `urgency` | `now`, `later` | optional | How soon \\| or not |');
    expect(page).toContain('| `crew` | list of object |  | Who goes |');
    expect(page).toContain('| `crew[].name` | string, at most 9 characters |  | Name |');
    expect(page).toContain('"missionId": "m-1"');
  });
});

describe('the page of rules', () => {
  it('tells each rule and where it is, by service', () => {
    const rule = (id: string, path: string) => ({ id, path, sentence: `${id} says.`, line: 1 });
    const page = rulesPage([rule('B-02', 'apps/b/src/domain/b.ts'), rule('A-01', 'apps/a/src/domain/a.ts')]);

    expect(page).toMatch(/## apps\/a[^]*A-01[^]*## apps\/b[^]*B-02/);
    expect(page).toContain('| A-01 | A-01 says. | [a.ts](../apps/a/src/domain/a.ts) |');
  });
});

describe('who reads which event', () => {
  it('is found in the consumers, one event or many at a time', () => {
    const text =
      "@Consumer('a.board.v1')\nclass A {\n @Consumes(OneV1) one() {}\n @ConsumesBatch(\n  TwoV1,\n  ThreeV2,\n) many() {} }";

    expect(
      readingsIn([
        { path: 'apps/a/src/board/board.consumer.ts', text },
        { path: 'apps/a/src/board/board.ts', text },
      ]),
    ).toEqual(['OneV1', 'TwoV1', 'ThreeV2'].map((event) => ({ group: 'a.board.v1', event })));
  });
});
