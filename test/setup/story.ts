import { buildProduct } from './build';
import { provideKafka, providePostgres } from './servers';

// jest demands default exports here.
export default async function setUp(): Promise<void> {
  buildProduct();
  await Promise.all([providePostgres(), provideKafka()]);
}
