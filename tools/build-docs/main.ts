import 'reflect-metadata';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as published from '@libs/events';
import { eventCatalogue } from '@libs/events';
import { stringify } from 'yaml';
import { jsonSchemaOf } from '../contracts/event-schemas';
import { asyncApi } from './async-api';
import { eventsPage } from './events-page';
import { openApi } from './open-api';
import { readingsIn } from './readings';
import { ruleLines } from './rule-lines';
import { rulesPage } from './rules-page';
import { sourceFiles } from './source-files';

// npm run docs writes the generated documents; with --check it fails when they are not what it would write.
const root = process.cwd();

async function documents(): Promise<Record<string, string>> {
  const constants = new Map(Object.entries(published).map(([constant, value]) => [value as unknown, constant]));
  const events = eventCatalogue.map((event) => ({ event, constant: constants.get(event)! }));
  const readings = readingsIn(sourceFiles(root, ['apps']));
  return {
    'docs/events.md': eventsPage(eventCatalogue.map((event) => ({ event, schema: jsonSchemaOf(event.schema) }))),
    'docs/rules.md': rulesPage(ruleLines(sourceFiles(root, ['apps', 'libs']))),
    'docs/asyncapi.yaml': stringify(asyncApi(events, readings), { lineWidth: 0, aliasDuplicateObjects: false }),
    'docs/openapi.json': `${JSON.stringify(await openApi(), null, 2)}\n`,
  };
}

async function main(): Promise<void> {
  for (const [path, text] of Object.entries(await documents())) {
    const file = join(root, path);
    if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
    if (process.argv.includes('--check')) {
      console.error(`${path} is not what the code says: run npm run docs and commit it.`);
      process.exitCode = 1;
    } else {
      writeFileSync(file, text);
      console.log(`${path} written.`);
    }
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
