import { Client } from 'pg';
import { createTestDatabase, dropTestDatabase } from './database';

const nameOf = async (url: string) => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query('select current_database() as name')).rows[0] as { name: string };
  } finally {
    await client.end();
  }
};

describe('a test database', () => {
  it('is empty, its own, and gone after the drop, whoever is still connected', async () => {
    const [one, two] = await Promise.all([createTestDatabase(), createTestDatabase()]);
    const lingering = new Client({ connectionString: one.url });
    lingering.on('error', () => undefined);
    await lingering.connect();

    expect((await nameOf(one.url)).name).toMatch(/^test_/);
    expect((await nameOf(two.url)).name).not.toBe((await nameOf(one.url)).name);

    await Promise.all([one.drop(), two.drop()]);
    await expect(nameOf(one.url)).rejects.toThrow('does not exist');
    await lingering.end().catch(() => undefined);
  });

  it('is the only kind that may be dropped', async () => {
    await expect(dropTestDatabase('postgres://postgres@127.0.0.1:1/fenghuo')).rejects.toThrow('lacks "test"');
    await expect(dropTestDatabase('postgres://postgres@127.0.0.1:1/')).rejects.toThrow('lacks "test"');
  });
});
