import { FLOOD, type StoryWarning } from '../../../scenarios/qingyang-2021/stories';
import { writeWarning, type WrittenWarning } from '../../../tools/replay/warnings';
import { COUNTY } from '../city';
import type { Client } from '../client';
import type { Work } from './work';

/** A warning for the county of the load that opens an emergency or joins it. */
export const FLOOD_WARNING: StoryWarning = { ...FLOOD.warnings.city, divisions: [COUNTY] };
/** Known to no rule that opens an emergency: most warnings of a day are. */
const HAZE_WARNING: StoryWarning = {
  ...FLOOD_WARNING,
  event: '霾',
  eventCode: '11B08',
  headline: '【演练】庆阳市气象台发布霾橙色预警信号',
};

/** A feed: alerts, updates and cancels, some of them handed in twice, some twice at the same time. */
export async function issueWarnings({ client, random, rest }: Work): Promise<void> {
  const story = random() < 0.2 ? FLOOD_WARNING : HAZE_WARNING;
  let last = write(story, 'Alert');
  await handIn(client, last, random);
  await rest(300);
  if (random() < 0.5) {
    last = write(story, 'Update', last);
    await handIn(client, last, random);
    await rest(300);
  }
  if (random() < 0.8) await handIn(client, write(story, 'Cancel', last), random);
  await rest(600);
}

async function handIn(client: Client, { document }: WrittenWarning, random: () => number): Promise<void> {
  if (random() < 0.1) await Promise.all([client.cap(document), client.cap(document)]);
  else await client.cap(document);
  if (random() < 0.1) await client.cap(document);
}

let latest = 0;

/** Identifiers are made of the time: no two are written in the same millisecond. */
export function write(
  story: StoryWarning,
  msgType: 'Alert' | 'Update' | 'Cancel',
  about?: WrittenWarning,
): WrittenWarning {
  latest = Math.max(Date.now(), latest + 1);
  return writeWarning(story, new Date(latest), msgType, about?.reference);
}
