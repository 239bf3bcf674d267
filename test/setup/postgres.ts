import { providePostgres } from './servers';

// jest demands default exports here.
export default providePostgres;
