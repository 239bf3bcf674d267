const { default: Sequencer } = require('@jest/test-sequencer');
const { needsWholeMachine } = require('./long-tests.cjs');

/**
 * The story that needs the whole machine (`whole-machine.cjs`) comes before all others, then a story and a delivery test
 * in turns: a long test that is left for the end, or two stories at once, take longer than either.
 */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const bySize = super.sort(tests);
    const of = (tier) => bySize.filter(({ context }) => context.config.displayName?.name === tier);
    const whole = bySize.filter(({ path }) => needsWholeMachine(path));
    const [stories, deliveries] = [of('story'), of('delivery')];
    const inTurns = stories.flatMap((story, i) => [story, ...deliveries.slice(i, i + 1)]);
    return [...new Set([...whole, ...inTurns, ...deliveries, ...bySize])];
  }
};
