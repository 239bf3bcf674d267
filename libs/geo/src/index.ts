export * from './area';
export * from './circle';
export * from './outline';
export * from './position';
