export * from './clock';
export * from './decision';
export * from './division';
export * from './ids';
export * from './local-text';
export * from './mode';
export * from './quantity';
export * from './refusal';
