import { Client } from 'pg';
import { capOf, sampleOf } from '../load/alert';
import { atRate } from '../load/sender';
import { quantile } from '../statistics';

/** What P1 is measured against: one synchronous commit of the same bytes on a connection of its own. */
export class RawCommit {
  private constructor(private readonly client: Client) {}

  static async open(url: string): Promise<RawCommit> {
    const client = new Client({ connectionString: url });
    await client.connect();
    await client.query(
      'create table raw_commits (id bigint generated always as identity primary key, bytes bytea not null)',
    );
    return new RawCommit(client);
  }

  async phase(perSecond: number, seconds: number): Promise<{ p50: number; p99: number }> {
    const bytes = Buffer.from(capOf(sampleOf('raw')));
    const times: number[] = [];
    await atRate(perSecond, seconds, async () => {
      const at = performance.now();
      await this.client.query({ name: 'commit', text: 'insert into raw_commits (bytes) values ($1)', values: [bytes] });
      times.push(performance.now() - at);
    });
    return { p50: quantile(times, 0.5), p99: quantile(times, 0.99) };
  }

  close(): Promise<void> {
    return this.client.end();
  }
}
