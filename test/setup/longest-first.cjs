const { default: Sequencer } = require('@jest/test-sequencer');

/**
 * The long tiers come first, a story and a delivery test in turns: both use more than one core, and two stories of the
 * whole product at once, or a long test that is left for the end, take longer than either.
 */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const bySize = super.sort(tests);
    const of = (tier) => bySize.filter(({ context }) => context.config.displayName?.name === tier);
    const [stories, deliveries] = [of('story'), of('delivery')];
    const long = new Set(stories.flatMap((story, i) => [story, deliveries[i]].filter(Boolean)));
    return [...new Set([...long, ...deliveries, ...bySize])];
  }
};
