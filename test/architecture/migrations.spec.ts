import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { eventLogSchema } from '@libs/messaging';
import { SCHEMAS } from '../../apps/standalone/src/schemas';

const ROOT = resolve(__dirname, '../..');
const services = SCHEMAS.filter((one) => one !== eventLogSchema);
const folderOf = (service: string) => join(ROOT, 'apps', service, 'src/persistence/migrations');

function sources(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.includes('node_modules'))
    .map((path) => join(folder, path));
}

describe('migrations', () => {
  it.each(services)(
    'of $schema: .head names the newest, so that parallel branches conflict',
    ({ schema, migrations }) => {
      expect(readFileSync(join(folderOf(schema), '.head'), 'utf8').trim()).toBe(migrations.at(-1)!.name);
    },
  );

  it.each(services)('of $schema: every file is listed, in the order of its time', ({ schema, migrations }) => {
    const times = migrations.map(({ name }) => Number(/\d{13}$/.exec(name)?.[0]));
    const files = readdirSync(folderOf(schema)).filter((file) => file.endsWith('.ts'));

    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(new Set(times).size).toBe(times.length);
    // The foundation that services begin with lies in libs/messaging.
    expect(files.map((file) => Number(file.slice(0, 13))).sort()).toEqual(times.slice(-files.length));
    expect(times.length - files.length).toBeLessThanOrEqual(1);
  });

  it('are the only thing that changes a schema: synchronize is never on', () => {
    const settings = ['apps', 'libs', 'tools']
      .flatMap(sources)
      .flatMap((path) =>
        [...readFileSync(join(ROOT, path), 'utf8').matchAll(/\bsynchronize\b\s*[:=(]\s*([^,\n)]*)/g)].map(
          ([, value]) => `${path}: ${value}`,
        ),
      );

    expect(settings.length).toBeGreaterThan(0);
    expect(settings.filter((setting) => !setting.endsWith(': false'))).toEqual([]);
  });
});
