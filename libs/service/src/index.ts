export { endInOrder } from './end-in-order';
export { runService, type Service } from './run-service';
