import { Query, type PoolClient, type QueryConfig, type QueryResult } from 'pg';

const BEGIN = { name: 'begin', text: 'begin' };
const prepared = new WeakSet<PoolClient>();

/** Whether {@link beginWith} may be called on this connection: it knows how to begin. Not after that has failed once. */
export const canBeginWith = (client: PoolClient): boolean => prepared.has(client);

/** Begins by itself, one round trip. */
export async function begin(client: PoolClient): Promise<void> {
  await client.query(BEGIN);
  prepared.add(client);
}

/** What the driver asks of a query that it is given, and what this one adds to. */
interface Submitted {
  submit(connection: Connection): unknown;
  handleCommandComplete(message: unknown, connection: Connection): void;
}
interface Connection {
  bind(config: { statement: string }): void;
  execute(config: object): void;
}

/**
 * Begins with a statement, in its round trip. Both are one request: were they two, a BEGIN that failed (cancelled, too
 * late) would leave the statement behind it to be committed by itself. For the same reason nothing else may be sent
 * before it has begun.
 * @param begun called when it has; never when the answer is an error before that.
 */
export function beginWith(client: PoolClient, { text, ...rest }: QueryConfig, begun: () => void): Promise<QueryResult> {
  if (rest.name === undefined && rest.values === undefined) return beginWithText(client, text, begun);
  return new Promise((resolve, reject) => {
    const query = new Query({ text, ...rest }, (error, result) =>
      error ? reject(error) : resolve(result as QueryResult),
    );
    const its = query as unknown as Submitted;
    const { submit, handleCommandComplete } = its;
    its.submit = (connection) => {
      connection.bind({ statement: BEGIN.name });
      connection.execute({});
      return submit.call(its, connection);
    };
    prepared.delete(client);
    its.handleCommandComplete = () => {
      // That was BEGIN; the next is the statement.
      its.handleCommandComplete = handleCommandComplete;
      prepared.add(client);
      begun();
    };
    client.query(query);
  });
}

async function beginWithText(client: PoolClient, text: string, begun: () => void): Promise<QueryResult> {
  const results = (await client.query(`begin; ${text}`)) as unknown as QueryResult[];
  begun();
  return results.at(-1)!;
}
