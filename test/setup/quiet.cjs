// Tests fail on purpose all the time; LOG_LEVEL=debug shows what the product says meanwhile.
process.env.LOG_LEVEL ??= 'silent';
