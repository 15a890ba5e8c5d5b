/**
 * The engine's settings for statements that are long and planned often. What it would conclude from chains of comparisons
 * (`a = b and b = 1`) helps no model and no check, and to look for them takes a sixth of the time in which models are
 * planned; of one with many conditions, half.
 */
export const planSettings = 'optimize_and_compare_chain = 0';
