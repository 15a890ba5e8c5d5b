/**
 * Cuts a text to `most` characters, the last of them an ellipsis. What is drawn in one piece must end on its
 * page, however long a name somebody sends.
 */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  const characters = Array.from(text);
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}
