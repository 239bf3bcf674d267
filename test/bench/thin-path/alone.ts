import { Client, Pool } from 'pg';
import { Bell, whileThereIs } from './bell';
import { FOLD, serveConsoles } from './board';
import { receiveAlerts } from './receive';

const MOVE = `with oldest as (select seq from thin.outbox order by seq limit 200),
    taken as (delete from thin.outbox o using oldest where o.seq = oldest.seq returning o.*)
  insert into thin.log (seq, key, payload) select seq, key, payload from taken order by seq`;
const READ = 'select position, seq, key, payload::text from thin.log where position > $1 order by position limit 200';

/**
 * The thin path without a broker: one process, as the standalone is. The one relay moves rows from the outbox into a
 * log in the order of their sequence; a reader with a cursor folds them and shows what is new. The inbox makes it once,
 * so the cursor is saved beside it whenever there is time.
 */
async function main([url]: string[]): Promise<void> {
  const pool = new Pool({ connectionString: url, max: 8 });
  const [outbox, log] = [new Client({ connectionString: url }), new Client({ connectionString: url })];
  await Promise.all([outbox.connect(), log.connect()]);
  const consoles = await serveConsoles();

  const [relayBell, readerBell] = [new Bell(), new Bell()];
  const relay = async (): Promise<number> => {
    const { rowCount } = await outbox.query({ name: 'move', text: MOVE });
    if (rowCount) readerBell.ring();
    return rowCount ?? 0;
  };
  let cursor = '0';
  let saved = '0';
  const read = async (): Promise<number> => {
    const { rows } = await log.query<{ position: string; seq: string; key: string; payload: string }>({
      name: 'read',
      text: READ,
      values: [cursor],
    });
    if (rows.length === 0) {
      if (cursor !== saved) await log.query('update thin.cursor set position = $1', [(saved = cursor)]);
      return 0;
    }
    const columns = [rows.map(({ seq }) => seq), rows.map(({ key }) => key), rows.map(({ payload }) => payload)];
    const { rows: fresh } = await log.query<{ identifier: string }>({ name: 'fold', text: FOLD, values: columns });
    consoles.show(fresh.map(({ identifier }) => identifier));
    cursor = rows.at(-1)!.position;
    return rows.length;
  };
  void whileThereIs(relay, relayBell);
  void whileThereIs(read, readerBell);
  console.log(`${await receiveAlerts(pool, relayBell.ring)} ${consoles.url}`);
}

void main(process.argv.slice(2));
