import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventSchemas } from './event-schemas';
import { type ReleasedEvents, incompatibilities } from './incompatibilities';

// npm run events:release: what consumers may rely on from now on.
const file = join(process.cwd(), 'test/contracts/released-events.json');
const today = eventSchemas();
const released = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as ReleasedEvents) : {};
const broken = incompatibilities(released, today);
if (broken.length > 0 && !process.argv.includes('--break-the-promise')) {
  console.error(`Not released, consumers would stumble:\n  ${broken.join('\n  ')}`);
  console.error('Write a new version of the event; --break-the-promise is for events that nobody has ever stored.');
  process.exitCode = 1;
} else {
  writeFileSync(file, `${JSON.stringify(today, null, 2)}\n`);
  console.log(`${Object.keys(today).length} events released.`);
}
