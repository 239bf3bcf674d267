export * from './area';
export * from './cap-coordinates';
export * from './circle';
export * from './datum';
export * from './division-outlines';
export * from './outline';
export * from './position';
export * from './ring';
