/** What the application's process is told by its launcher. */
export interface ApplicationConfig {
  host: string;
  port: number;
  databaseUrl: string;
  /** Folder of the product's data; the demonstration's credentials are kept there. */
  dataDir: string;
  /** Whether the demonstration city is left out: `npm start -- --empty`. */
  isEmpty: boolean;
}

/** Reads HOST, PORT, DATABASE_URL and FENGHUO_DATA_DIR, and `--empty` of the command line. */
export function readApplicationConfig(
  environment: NodeJS.ProcessEnv = process.env,
  words: string[] = process.argv,
): ApplicationConfig {
  const { HOST = '127.0.0.1', PORT = '3000', DATABASE_URL = '', FENGHUO_DATA_DIR = '.data' } = environment;
  return {
    host: HOST,
    port: Number(PORT),
    databaseUrl: DATABASE_URL,
    dataDir: FENGHUO_DATA_DIR,
    isEmpty: words.includes('--empty'),
  };
}
