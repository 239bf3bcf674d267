import { buildProduct } from './build';
import { providePostgres } from './servers';

// Threads run what is built: node knows no TypeScript. jest demands default exports here.
export default async function setUp(): Promise<void> {
  buildProduct();
  await providePostgres();
}
