import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventCatalogue } from '@libs/events';
import { jsonSchemaOf } from '../contracts/event-schemas';
import { eventsPage } from './events-page';
import { ruleLines } from './rule-lines';
import { rulesPage } from './rules-page';
import { sourceFiles } from './source-files';

// npm run docs writes the generated pages; with --check it fails when they are not what it would write.
const root = process.cwd();
const pages = {
  'docs/events.md': eventsPage(eventCatalogue.map((event) => ({ event, schema: jsonSchemaOf(event.schema) }))),
  'docs/rules.md': rulesPage(ruleLines(sourceFiles(root, ['apps', 'libs']))),
};
for (const [path, text] of Object.entries(pages)) {
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
