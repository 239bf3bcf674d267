// Tests that wait for processes, databases and brokers on a busy machine: the limit only ends what hangs.
jest.setTimeout(120_000);
