import { createFormats } from './format.ts';

/** The texts are English: numbers and dates follow the reader's English, where there is one, or else Britain's. */
const locale = navigator.languages.find((each) => each.startsWith('en')) ?? 'en-GB';

/** How this reader's numbers and dates are written. */
export const formats = createFormats(locale);
