import { stopServers } from './servers';

// jest demands default exports here.
export default stopServers;
