const WHOLE_MACHINE = /cluster\.e2e-spec\.ts$/;

/** Whether a test starts some two dozen processes: beside another long one neither would come to an end. */
exports.needsWholeMachine = (path) => WHOLE_MACHINE.test(path);
